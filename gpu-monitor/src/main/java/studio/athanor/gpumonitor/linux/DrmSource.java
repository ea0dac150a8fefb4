package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private final Path sys;
    private final PciNames names;
    private final DrmMemoryQuery memoryQuery;
    private final HostMemorySource host;
    private final Duration slowInterval;
    private final LongSupplier nanoTime;
    private final DrmClients clients;
    private final List<KernelCard> cards = new ArrayList<>();
    private final List<PciAddress> places = new ArrayList<>();

    /** Reads this machine. */
    public DrmSource(HostMemorySource host) {
        this(
                Path.of("/sys"),
                Path.of("/proc"),
                new PciNames(NAME_LISTS),
                new DrmMemoryRegions(Path.of("/dev")),
                host,
                SLOW_INTERVAL,
                System::nanoTime);
    }

    DrmSource(
            Path sys,
            Path proc,
            PciNames names,
            DrmMemoryQuery memoryQuery,
            HostMemorySource host,
            Duration slowInterval,
            LongSupplier nanoTime) {
        this.slowInterval = slowInterval;
        this.sys = sys;
        this.names = names;
        this.memoryQuery = memoryQuery;
        this.host = host;
        this.nanoTime = nanoTime;
        clients = new DrmClients(proc, slowInterval);
    }

    @Override
    public String name() {
        return "Linux kernel";
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        for (DrmCard card : DrmCard.find(sys)) {
            cards.add(kernelCard(card));
            places.add(card.pci());
        }
        if (cards.isEmpty()) {
            throw new SourceException.NotPresent("The kernel lists no graphics card.");
        }
        return cards.stream().map(KernelCard::identity).toList();
    }

    @Override
    public List<GpuReading> read() {
        long nanos = nanoTime.getAsLong();
        clients.read(nanos);
        List<GpuReading> readings = new ArrayList<>(cards.size());
        for (int i = 0; i < cards.size(); i++) {
            readings.add(cards.get(i).read(clients.of(places.get(i)), nanos));
        }
        return readings;
    }

    @Override
    public void close() {
        cards.forEach(KernelCard::close);
        clients.close();
    }

    private KernelCard kernelCard(DrmCard card) {
        String name = names.of(card.vendorId(), card.deviceId());
        return switch (card.driver().orElse("")) {
            case "amdgpu" -> new AmdCard(card, name, slowInterval);
            case "xe", "i915" -> new IntelCard(card, name, memoryQuery, host);
            default -> new OtherCard(card, name);
        };
    }
}
