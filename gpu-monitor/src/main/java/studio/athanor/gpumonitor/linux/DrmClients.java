package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;

/**
 * Finds the processes that have a card open and reads what they hold. Looking through all open files of all processes is
 * what costs: young processes are looked through every two seconds, the others in turn, all within a minute, and only files
 * that are known to be a card's are read every time.
 */
final class DrmClients implements AutoCloseable {

    private static final long SCAN_NANOS = TimeUnit.MILLISECONDS.toNanos(1900);
    private static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int TURNS = 30;

    private final Path proc;
    private final long slowIntervalNanos;
    private final Map<Long, ProcessFiles> processes = new HashMap<>();
    private Map<PciAddress, Map<Long, Map<String, Fdinfo.Engine>>> lastEngines = Map.of();
    private Map<PciAddress, OfCard> cards = Map.of();
    private OfCard nobody = OfCard.none(false);
    private long turn;
    private long scannedNanos;
    private long readNanos;

    DrmClients(Path proc, Duration slowInterval) {
        this.proc = proc;
        slowIntervalNanos = slowInterval.toNanos();
    }

    /**
     * The processes on one card.
     *
     * @param listing what they hold of its own memory
     * @param sharedListing what they hold, host memory included
     * @param busyPercent how long the busiest sort of engine ran for processes that can be seen
     */
    record OfCard(ProcessListing listing, ProcessListing sharedListing, OptionalDouble busyPercent) {
        private static OfCard none(boolean complete) {
            ProcessListing nobody = new ProcessListing(complete, List.of());
            return new OfCard(nobody, nobody, OptionalDouble.empty());
        }
    }

    /** Returns what the last reading said of a card. */
    OfCard of(PciAddress card) {
        return cards.getOrDefault(card, nobody);
    }

    /** Looks again, unless the last look is younger than the interval. */
    void read(long nanos) {
        if (turn > 0 && nanos - readNanos < slowIntervalNanos) {
            return;
        }
        if (turn == 0 || nanos - scannedNanos >= SCAN_NANOS) {
            scan(nanos);
        }
        Map<PciAddress, List<Client>> clients = clients();
        boolean complete = processes.values().stream().noneMatch(ProcessFiles::isDenied);
        Map<PciAddress, Map<Long, Map<String, Fdinfo.Engine>>> engines = new HashMap<>();
        Map<PciAddress, OfCard> found = new HashMap<>();
        clients.forEach((pci, own) -> {
            Map<Long, Map<String, Fdinfo.Engine>> byClient = own.stream()
                    .collect(Collectors.toMap(client -> client.info.clientId(), client -> client.info.engines()));
            engines.put(pci, byClient);
            found.put(
                    pci,
                    new OfCard(
                            listing(complete, own, false),
                            listing(complete, own, true),
                            EngineLoad.percent(lastEngines.getOrDefault(pci, Map.of()), byClient, nanos - readNanos)));
        });
        lastEngines = engines;
        readNanos = nanos;
        cards = found;
        nobody = OfCard.none(complete);
    }

    @Override
    public void close() {
        processes.values().forEach(ProcessFiles::close);
        processes.clear();
    }

    private Map<PciAddress, List<Client>> clients() {
        Map<PciAddress, List<Client>> clients = new HashMap<>();
        Set<String> seen = new HashSet<>();
        processes.forEach((pid, process) -> {
            for (Fdinfo info : process.read()) {
                if (seen.add(info.pci() + " " + info.clientId())) {
                    clients.computeIfAbsent(info.pci(), _ -> new ArrayList<>())
                            .add(new Client(pid, process.name(), info));
                }
            }
        });
        return clients;
    }

    private void scan(long nanos) {
        Set<Long> alive = new HashSet<>();
        for (long pid : pids()) {
            alive.add(pid);
            ProcessFiles known = processes.get(pid);
            ProcessFiles process =
                    known == null ? new ProcessFiles(proc.resolve(Long.toString(pid)), nanos, turn > 0) : known;
            processes.put(pid, process);
            boolean young = process.startedLater() && nanos - process.sinceNanos() < YOUNG_NANOS;
            if (known == null || young || pid % TURNS == turn % TURNS) {
                process.scan();
            }
        }
        processes.entrySet().removeIf(each -> {
            boolean gone = !alive.contains(each.getKey());
            if (gone) {
                each.getValue().close();
            }
            return gone;
        });
        turn++;
        scannedNanos = nanos;
    }

    /** Names only: making a path of each would cost more than reading them. */
    private List<Long> pids() {
        String[] names = proc.toFile().list();
        if (names == null) {
            return List.of();
        }
        List<Long> pids = new ArrayList<>(names.length);
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                KernelFile.parse(name).ifPresent(pids::add);
            }
        }
        return pids;
    }

    private static ProcessListing listing(boolean complete, List<Client> clients, boolean withShared) {
        Map<Long, List<Client>> byPid = clients.stream().collect(Collectors.groupingBy(Client::pid));
        List<ProcessMemory> holders = new ArrayList<>();
        byPid.forEach((pid, own) -> {
            OptionalLong bytes = OptionalLong.empty();
            for (Client client : own) {
                bytes = plus(bytes, client.info.localBytes());
                bytes = withShared ? plus(bytes, client.info.sharedBytes()) : bytes;
            }
            holders.add(new ProcessMemory(pid, own.getFirst().name, bytes));
        });
        return new ProcessListing(complete, holders);
    }

    private static OptionalLong plus(OptionalLong sum, OptionalLong more) {
        return more.isEmpty() ? sum : OptionalLong.of(sum.orElse(0) + more.getAsLong());
    }

    private record Client(long pid, Optional<String> name, Fdinfo info) {}
}
