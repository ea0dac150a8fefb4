package studio.athanor.desktop.gpus;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.device.DeviceKeys;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.device.EngineSeenDevice;
import studio.athanor.gpumonitor.health.HealthExamination;
import studio.athanor.gpumonitor.health.HealthFinding;
import studio.athanor.gpumonitor.health.MemoryBooks;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.reading.ProcessMemory;

/** Turns readings into what the pane shows: joins the cards, our models and a person's limits. One thread at a time. */
final class BoardReader {

    private static final Duration EXAMINED_EVERY = Duration.ofSeconds(3);

    private final Studio studio;
    private final Map<Long, Boolean> ourProcesses = new HashMap<>();
    private List<HealthFinding> findings = List.of();
    private Instant examined = Instant.EPOCH;

    BoardReader(Studio studio) {
        this.studio = studio;
    }

    BoardState read(BoardReading reading) {
        List<ModelSession> sessions = studio.sessions().sessions();
        Map<String, String> keys = DeviceKeys.of(reading.devices().stream()
                .flatMap(each -> each.device().seenAs().stream())
                .toList());
        PlacementWishes limits = studio.settings().get(DeviceLimits.SECTION).joinedTo(PlacementWishes.NONE, keys);
        Set<String> ids = keys.keySet();
        Map<ModelSession, Map<String, Long>> memory = new HashMap<>();
        sessions.forEach(session -> memory.put(session, ModelMemory.of(session, ids)));
        if (Duration.between(examined, reading.at()).compareTo(EXAMINED_EVERY) >= 0) {
            examined = reading.at();
            findings = HealthExamination.examine(
                    reading,
                    studio.devices()::history,
                    books(reading, sessions, memory, limits),
                    studio.bandwidths().speeds(reading));
        }
        List<DeviceCard> cards = new ArrayList<>();
        for (DeviceReading each : reading.devices()) {
            cards.add(card(cards.size(), each, reading, sessions, memory, limits));
        }
        return new BoardState(
                cards,
                host(reading.host(), sessions, memory),
                processorPercent(),
                studio.bandwidths().processor().stream()
                        .mapToDouble(KeptBandwidth::bytesPerSecond)
                        .findFirst(),
                findings.stream()
                        .filter(finding -> finding.deviceKey().isEmpty())
                        .toList(),
                reading.isSettled());
    }

    /** Makes the next reading be examined, as what is loaded has changed. */
    void examineSoon() {
        examined = Instant.EPOCH;
    }

    private DeviceCard card(
            int index,
            DeviceReading each,
            BoardReading reading,
            List<ModelSession> sessions,
            Map<ModelSession, Map<String, Long>> memory,
            PlacementWishes limits) {
        Optional<String> id = each.device().idFor(Studio.ENGINES);
        boolean software = each.device().identity().kind() == DeviceKind.SOFTWARE
                || each.device().seenAs().stream().anyMatch(EngineSeenDevice::isSoftware);
        List<MemoryShare.Part> models = new ArrayList<>();
        for (ModelSession session : sessions) {
            long bytes = each.device().seenAs().stream()
                    .map(EngineSeenDevice::id)
                    .distinct()
                    .mapToLong(name -> memory.getOrDefault(session, Map.of()).getOrDefault(name, 0L))
                    .sum();
            if (bytes > 0) {
                models.add(new MemoryShare.Part(session.entry().name(), bytes, true));
            }
        }
        var now = each.reading();
        return new DeviceCard(
                each.device().key(),
                index,
                each.device().identity().name(),
                each.device().identity().hardware().pci().map(pci -> pci.compact()),
                id,
                software,
                now.state(),
                MemoryShare.of(now.memory().totalBytes(), now.memory().usedBytes(), models, others(each)),
                now.activity().gpuPercent(),
                now.thermal().gpuCelsius(),
                now.power().watts(),
                id.map(name -> reserve(name, software, limits)).orElse(0L),
                bytesPerSecond(id, each, reading),
                id.filter(limits.excluded()::contains).isPresent(),
                findings.stream()
                        .filter(finding -> finding.deviceKey()
                                .filter(each.device().key()::equals)
                                .isPresent())
                        .toList());
    }

    private OptionalDouble bytesPerSecond(Optional<String> id, DeviceReading card, BoardReading board) {
        return studio.bandwidths().of(card, board).entrySet().stream()
                .filter(entry -> id.filter(entry.getKey()::equals).isPresent())
                .mapToDouble(entry -> entry.getValue().bytesPerSecond())
                .findFirst();
    }

    private static long reserve(String id, boolean software, PlacementWishes limits) {
        return limits.reserveBytes().getOrDefault(id, software ? 0 : PlacementWishes.USUAL_RESERVE_BYTES);
    }

    private List<MemoryShare.Part> others(DeviceReading each) {
        List<MemoryShare.Part> parts = new ArrayList<>();
        each.reading().processes().ifPresent(listing -> {
            for (ProcessMemory process : listing.processes()) {
                if (process.bytes().isPresent() && process.name().isPresent() && !isOurs(process.pid())) {
                    parts.add(new MemoryShare.Part(
                            process.name().get(), process.bytes().getAsLong(), false));
                }
            }
        });
        return parts;
    }

    /** Models run in processes that this one began. */
    private boolean isOurs(long pid) {
        if (ourProcesses.size() > 1_000) {
            ourProcesses.clear();
        }
        return ourProcesses.computeIfAbsent(pid, BoardReader::descends);
    }

    private static boolean descends(long pid) {
        long own = ProcessHandle.current().pid();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        while (process.isPresent()) {
            if (process.get().pid() == own) {
                return true;
            }
            process = process.get().parent();
        }
        return false;
    }

    private static MemoryShare host(
            HostMemory host, List<ModelSession> sessions, Map<ModelSession, Map<String, Long>> memory) {
        List<MemoryShare.Part> models = new ArrayList<>();
        for (ModelSession session : sessions) {
            long bytes = memory.getOrDefault(session, Map.of()).getOrDefault(HostBudget.ID, 0L);
            if (bytes > 0) {
                models.add(new MemoryShare.Part(session.entry().name(), bytes, true));
            }
        }
        OptionalLong used = host.totalBytes().isPresent()
                        && host.availableBytes().isPresent()
                ? OptionalLong.of(Math.max(
                        0, host.totalBytes().getAsLong() - host.availableBytes().getAsLong()))
                : OptionalLong.empty();
        List<MemoryShare.Part> programs = host.studioBytes().isPresent()
                ? List.of(new MemoryShare.Part("Athanor", host.studioBytes().getAsLong(), false))
                : List.of();
        return MemoryShare.of(host.totalBytes(), used, models, programs);
    }

    private static OptionalDouble processorPercent() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            double load = system.getCpuLoad();
            return load >= 0 ? OptionalDouble.of(load * 100) : OptionalDouble.empty();
        }
        return OptionalDouble.empty();
    }

    private static MemoryBooks books(
            BoardReading reading,
            List<ModelSession> sessions,
            Map<ModelSession, Map<String, Long>> memory,
            PlacementWishes limits) {
        List<MemoryBooks.Entry> entries = new ArrayList<>();
        Map<String, Long> reserves = new HashMap<>();
        for (DeviceReading each : reading.devices()) {
            Optional<String> id = each.device().idFor(Studio.ENGINES);
            if (id.isEmpty()) {
                continue;
            }
            Long reserve = limits.reserveBytes().get(id.get());
            if (reserve != null) {
                reserves.put(each.device().key(), reserve);
            }
            for (ModelSession session : sessions) {
                Optional<Placement.Stage> stage = session.plan()
                        .flatMap(ModelSession.ChosenPlan::planned)
                        .map(PlannedLoad::placement)
                        .flatMap(placement -> placement.stage(id.get()));
                Long actual = memory.getOrDefault(session, Map.of()).get(id.get());
                stage.ifPresent(planned -> entries.add(new MemoryBooks.Entry(
                        each.device().key(),
                        session.entry().name(),
                        planned.bytes() - planned.overheadBytes(),
                        actual == null ? OptionalLong.empty() : OptionalLong.of(actual))));
            }
        }
        return new MemoryBooks(entries, reserves);
    }
}
