package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.HostMemorySource;
import studio.athanor.gpumonitor.source.SourceException;

/**
 * All cards that the Linux kernel lists. AMD's and Intel's are read; others, NVIDIA's among them, are listed with their
 * place and their link, so that a card without its maker's driver is seen too.
 */
public final class DrmSource implements DeviceSource {

    /** Processes, fans and the link are read once a second at most. */
    private static final Duration SLOW_INTERVAL = Duration.ofMillis(900);

    private static final List<Path> NAME_LISTS =
            List.of(Path.of("/usr/share/hwdata/pci.ids"), Path.of("/usr/share/misc/pci.ids"));

    private final SystemFolders folders;
    private final PciNames names;
    private final DrmMemoryQuery memoryQuery;
    private final HostMemorySource host;
    private final Duration slowInterval;
    private final LongSupplier nanoTime;
    private Optional<Session> session = Optional.empty();

    /** Reads this machine. */
    public DrmSource(HostMemorySource host) {
        this(
                SystemFolders.ofThisMachine(),
                new PciNames(NAME_LISTS),
                new DrmMemoryRegions(SystemFolders.ofThisMachine().dev()),
                host,
                SLOW_INTERVAL,
                System::nanoTime);
    }

    DrmSource(
            SystemFolders folders,
            PciNames names,
            DrmMemoryQuery memoryQuery,
            HostMemorySource host,
            Duration slowInterval,
            LongSupplier nanoTime) {
        this.slowInterval = slowInterval;
        this.folders = folders;
        this.names = names;
        this.memoryQuery = memoryQuery;
        this.host = host;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "Linux kernel";
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        List<DrmCard> found = DrmCard.find(folders.sys());
        if (found.isEmpty()) {
            throw new SourceException.NotPresent("The kernel lists no graphics card.");
        }
        Session opened = new Session(
                found,
                found.stream().map(this::kernelCard).toList(),
                new DrmClients(folders.proc(), slowInterval),
                new CardEvents(folders, found));
        session = Optional.of(opened);
        return opened.cards.stream().map(KernelCard::identity).toList();
    }

    @Override
    public boolean wantsReopening() {
        return session.stream().flatMap(open -> open.cards.stream()).anyMatch(KernelCard::hasWoken);
    }

    @Override
    public List<GpuReading> read() {
        Session open = session.orElseThrow(() -> new IllegalStateException(
                "The kernel's cards are read before they are opened, or after they are closed."));
        return open.read(nanoTime.getAsLong());
    }

    @Override
    public void close() {
        session.ifPresent(Session::close);
        session = Optional.empty();
    }

    private KernelCard kernelCard(DrmCard card) {
        String name = names.of(card.vendorId(), card.deviceId());
        try (RuntimePower power = card.runtimePower()) {
            if (power.isAsleep()) {
                return new SleepingCard(card, name);
            }
        }
        return switch (card.driver().orElse("")) {
            case "amdgpu" -> new AmdCard(card, name, slowInterval);
            case "xe", "i915" -> new IntelCard(card, name, memoryQuery, host);
            default -> new OtherCard(card, name);
        };
    }

    /** What lives from open to close. */
    private record Session(List<DrmCard> places, List<KernelCard> cards, DrmClients clients, CardEvents events) {

        List<GpuReading> read(long nanos) {
            clients.read(nanos);
            events.read(nanos);
            List<GpuReading> readings = new ArrayList<>(cards.size());
            for (int i = 0; i < cards.size(); i++) {
                PciAddress pci = places.get(i).pci();
                readings.add(events.with(cards.get(i).read(clients.of(pci), nanos), pci));
            }
            return readings;
        }

        void close() {
            cards.forEach(KernelCard::close);
            clients.close();
            events.close();
        }
    }
}
