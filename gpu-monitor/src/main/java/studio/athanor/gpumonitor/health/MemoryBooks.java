package studio.athanor.gpumonitor.health;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the studio itself believes of the cards' memory.
 *
 * @param entries one for each loaded model and card
 * @param reserveBytes by card, what the user wants to stay free
 */
public record MemoryBooks(List<Entry> entries, Map<String, Long> reserveBytes) {

    /** Nothing is loaded and nothing is to stay free. */
    public static final MemoryBooks EMPTY = new MemoryBooks(List.of(), Map.of());

    public MemoryBooks {
        entries = List.copyOf(entries);
        reserveBytes = Map.copyOf(reserveBytes);
    }

    /**
     * A model's part on a card.
     *
     * @param deviceKey the card
     * @param model what people call the model
     * @param plannedBytes what the plan said
     * @param actualBytes what the engine took; absent before it says so
     */
    public record Entry(String deviceKey, String model, long plannedBytes, OptionalLong actualBytes) {}
}
