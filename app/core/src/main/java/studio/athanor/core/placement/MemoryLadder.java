package studio.athanor.core.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.Placement;

/**
 * What to give up, step by step, when a load runs out of memory: what is missed least goes first. Each step says what it
 * changed; the settings that were asked for stay as they are, so that the next load begins at the top again.
 */
public final class MemoryLadder {

    private static final int SMALL_MICRO_BATCH = 128;
    private static final int LEAST_CONTEXT = 2048;

    /** How much of what a card was to hold it is to hold on the next step. */
    private static final double NEXT_SHARE = 0.6;

    private static final int MOST_MOVES = 4;

    private final List<String> taken = new ArrayList<>();
    private final Map<String, Long> reserveBytes = new TreeMap<>();
    private LoadOptions options;
    private Optional<DevicePlan> fewer = Optional.empty();
    private int moves;

    /** Begins at the top. */
    public MemoryLadder(LoadOptions options) {
        this.options = options;
    }

    /** Returns the options of the step that was reached. */
    public LoadOptions options() {
        return options;
    }

    /** Returns what was changed until now, in sentences. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** Returns wishes under which the cards hold no more than the step allows. */
    public PlacementWishes narrowed(PlacementWishes wishes) {
        if (reserveBytes.isEmpty()) {
            return wishes;
        }
        Map<String, Long> all = new TreeMap<>(wishes.reserveBytes());
        reserveBytes.forEach((device, bytes) -> all.merge(device, bytes, Math::max));
        return wishes.withReserveBytes(all);
    }

    /** Returns a plan that was made by hand, with as many layers on the cards as the step allows. */
    public DevicePlan narrowed(DevicePlan byHand) {
        return fewer.orElse(byHand);
    }

    /**
     * Takes the one step there is below a plan that was made by hand: layers of the devices that ran out move to the processor.
     * Nothing else of the plan changes, and no device that was named is left without any.
     *
     * @param last how the last attempt was planned
     * @param failure why it failed; the devices that it names ran out, or else all
     * @return whether there was another step: {@link #narrowed(DevicePlan)} tells it
     */
    public boolean takeLayers(PlannedLoad last, EngineException.OutOfMemory failure) {
        DevicePlan tried = last.devicePlan();
        List<DevicePlan.Share> full = tried.shares().stream()
                .filter(share -> names(failure, share.deviceId()))
                .toList();
        List<DevicePlan.Share> narrow = full.isEmpty() ? tried.shares() : full;
        if (moves == MOST_MOVES || narrow.stream().noneMatch(share -> share.layers() > 1)) {
            return false;
        }
        moves++;
        List<String> changes = new ArrayList<>();
        List<DevicePlan.Share> shares = new ArrayList<>();
        for (DevicePlan.Share share : tried.shares()) {
            int layers = narrow.contains(share) ? Math.max(1, (int) (share.layers() * NEXT_SHARE)) : share.layers();
            shares.add(new DevicePlan.Share(share.deviceId(), layers));
            if (layers < share.layers()) {
                changes.add(name(share.deviceId(), last) + " has " + layers + " of its " + share.layers() + " layers");
            }
        }
        fewer = Optional.of(new DevicePlan(shares, tried.hostTensors()));
        taken.add("The memory did not suffice for the plan: " + String.join(", ", changes)
                + "; the processor computes the others, which is slower. The next load tries the whole plan again.");
        return true;
    }

    private static boolean names(EngineException failure, String deviceId) {
        return Pattern.compile("\\b" + Pattern.quote(deviceId) + "\\b")
                .matcher(String.valueOf(failure.getMessage()))
                .find();
    }

    /**
     * Takes the next step down.
     *
     * @param contextTokens the context that the last attempt would have had
     * @param last how the last attempt was planned
     * @return whether there was another step: {@link #options} and {@link #narrowed} tell it
     */
    public boolean next(int contextTokens, Optional<PlannedLoad> last) {
        if (options.microBatchTokens().orElse(Integer.MAX_VALUE) > SMALL_MICRO_BATCH && !options.embeddings()) {
            options = options.withMicroBatchTokens(SMALL_MICRO_BATCH);
            taken.add("Prompts are read " + SMALL_MICRO_BATCH
                    + " tokens at a time, which takes less memory and is somewhat slower.");
            return true;
        }
        if (options.keyType() == CacheType.F16
                && options.valueType() == CacheType.F16
                && options.flashAttention() != LoadOptions.FlashAttention.OFF) {
            options = options.withCacheTypes(CacheType.Q8_0, CacheType.Q8_0);
            taken.add("The conversation's memory (KV cache) is kept in 8 bits, which halves it.");
            return true;
        }
        if (contextTokens / 2 >= LEAST_CONTEXT) {
            options = options.withContextTokens(contextTokens / 2);
            taken.add("The context is " + contextTokens / 2 + " tokens instead of " + contextTokens + ".");
            return true;
        }
        return last.isPresent() && moves < MOST_MOVES && moveToHost(last.get());
    }

    private boolean moveToHost(PlannedLoad last) {
        List<Placement.Stage> cards = last.placement().stages().stream()
                .filter(stage -> stage.layers() > 0 && !stage.deviceId().equals(HostBudget.ID))
                .toList();
        if (cards.isEmpty() || !last.request().host().computes()) {
            return false;
        }
        moves++;
        for (Placement.Stage stage : cards) {
            long allowed = (long) (stage.bytes() * NEXT_SHARE);
            reserveBytes.merge(stage.deviceId(), Math.max(0, stage.freeBytes() - allowed), Math::max);
        }
        taken.add(cards.stream().map(stage -> name(stage.deviceId(), last)).collect(Collectors.joining(" and "))
                + " did not give what was planned; layers move to the processor, which is slower.");
        return true;
    }

    private static String name(String deviceId, PlannedLoad planned) {
        return planned.request().devices().stream()
                .filter(device -> device.id().equals(deviceId) && !device.name().isBlank())
                .map(DeviceBudget::name)
                .findFirst()
                .orElse(deviceId);
    }
}
