package studio.athanor.desktop.gpus;

import java.util.List;
import java.util.OptionalDouble;
import studio.athanor.gpumonitor.health.HealthFinding;

/**
 * All cards as the pane shows them.
 *
 * @param cards in the order of their places
 * @param host who holds the machine's own memory
 * @param processorPercent how busy the processor is
 * @param hostBytesPerSecond how fast the processor reads its memory; absent unless it was measured
 * @param findings what is wrong, with no single card
 * @param settled whether all cards have been found
 */
record BoardState(
        List<DeviceCard> cards,
        MemoryShare host,
        OptionalDouble processorPercent,
        OptionalDouble hostBytesPerSecond,
        List<HealthFinding> findings,
        boolean settled) {

    BoardState {
        cards = List.copyOf(cards);
        findings = List.copyOf(findings);
    }

    List<DeviceCard.Glance> glances() {
        return cards.stream().map(DeviceCard::glance).toList();
    }
}
