package studio.athanor.gpumonitor.linux;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;
import studio.athanor.gpumonitor.reading.GpuReading;

/** Sorts what the kernel's log says by card, and keeps the last of it. Empty where the log may not be read. */
final class CardEvents implements AutoCloseable {

    private static final int KEPT = 32;
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Optional<KernelLog> log;
    private final List<DrmCard> cards;
    private final Map<PciAddress, List<XidEvent>> xids = new HashMap<>();
    private final Map<PciAddress, List<HangEvent>> hangs = new HashMap<>();
    private boolean read;
    private long readNanos;

    CardEvents(SystemFolders folders, List<DrmCard> cards) {
        this.cards = List.copyOf(cards);
        log = KernelLog.open(folders, InstantSource.system());
    }

    /** Looks again, unless the last look is younger than two seconds. */
    void read(long nanos) {
        if (log.isEmpty() || (read && nanos - readNanos < INTERVAL_NANOS)) {
            return;
        }
        read = true;
        readNanos = nanos;
        for (KernelLog.Message message : log.get().news()) {
            CardMessage.parse(message.text()).ifPresent(of -> card(of).ifPresent(card -> add(card, message, of)));
        }
    }

    /** Returns a reading of a card with its events. */
    GpuReading with(GpuReading reading, PciAddress card) {
        List<XidEvent> ownXids = xids.getOrDefault(card, List.of());
        List<HangEvent> ownHangs = hangs.getOrDefault(card, List.of());
        return ownXids.isEmpty() && ownHangs.isEmpty()
                ? reading
                : reading.withFaults(reading.faults().withEvents(ownXids, ownHangs));
    }

    @Override
    public void close() {
        log.ifPresent(KernelLog::close);
    }

    /** A driver that does not say which card it means can only mean its only one. NVIDIA's leaves out the function. */
    private Optional<PciAddress> card(CardMessage message) {
        List<PciAddress> possible = cards.stream()
                .filter(card -> message.pci().isPresent()
                        ? isSameSlot(card.pci(), message.pci().get())
                        : card.driver().equals(Optional.of(message.driver())))
                .map(DrmCard::pci)
                .toList();
        return possible.size() == 1 ? Optional.of(possible.getFirst()) : Optional.empty();
    }

    private void add(PciAddress card, KernelLog.Message message, CardMessage of) {
        of.xid().ifPresent(code -> append(xids, card, new XidEvent(message.at(), code)));
        of.outcome().ifPresent(outcome -> append(hangs, card, new HangEvent(message.at(), outcome)));
    }

    private static boolean isSameSlot(PciAddress one, PciAddress other) {
        return one.domain() == other.domain() && one.bus() == other.bus() && one.device() == other.device();
    }

    private static <E> void append(Map<PciAddress, List<E>> events, PciAddress card, E event) {
        events.compute(card, (_, before) -> {
            List<E> after = new ArrayList<>(before == null ? List.of() : before);
            after.add(event);
            return List.copyOf(after.subList(Math.max(0, after.size() - KEPT), after.size()));
        });
    }
}
