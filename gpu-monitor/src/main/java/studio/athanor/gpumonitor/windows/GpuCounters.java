package studio.athanor.gpumonitor.windows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.ClockReading;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.PcieReading;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;
import studio.athanor.gpumonitor.reading.ThermalReading;

/**
 * One collection of Windows' graphics counters, by counter path. A process's resident memory is {@code Local Usage}; its
 * {@code Dedicated Usage} is what it was promised. Load is that of the busiest engine: all processes on one engine add up,
 * engines do not.
 *
 * @param values for each counter path the values by the name of their instance
 */
record GpuCounters(Map<String, Map<String, Double>> values) {

    static final String DEDICATED = "\\GPU Adapter Memory(*)\\Dedicated Usage";
    static final String SHARED = "\\GPU Adapter Memory(*)\\Shared Usage";
    static final String PROCESS = "\\GPU Process Memory(*)\\Local Usage";
    static final String ENGINE = "\\GPU Engine(*)\\Utilization Percentage";
    static final List<String> PATHS = List.of(DEDICATED, SHARED, PROCESS, ENGINE);

    /**
     * Reads one adapter.
     *
     * @param luid the adapter
     * @param totalBytes its own memory
     */
    GpuReading reading(long luid, long totalBytes) {
        OptionalLong used = sum(DEDICATED, luid);
        MemoryReading memory = used.isEmpty()
                ? MemoryReading.NONE
                : new MemoryReading(
                        OptionalLong.of(totalBytes),
                        used,
                        OptionalLong.of(Math.max(0, totalBytes - used.getAsLong())),
                        OptionalLong.empty(),
                        sum(SHARED, luid),
                        false);
        return new GpuReading(
                DeviceState.OK,
                memory,
                processes(luid),
                new Activity(busiestEngine(luid), OptionalDouble.empty()),
                ThermalReading.NONE,
                PowerReading.NONE,
                ClockReading.NONE,
                FanReading.NONE,
                PcieReading.NONE,
                Optional.empty(),
                FaultReading.NONE,
                Optional.empty());
    }

    private OptionalLong sum(String path, long luid) {
        OptionalLong sum = OptionalLong.empty();
        for (Map.Entry<String, Double> each : of(path).entrySet()) {
            if (CounterInstance.parse(each.getKey())
                    .filter(found -> found.luid() == luid)
                    .isPresent()) {
                sum = OptionalLong.of(sum.orElse(0) + each.getValue().longValue());
            }
        }
        return sum;
    }

    private Optional<ProcessListing> processes(long luid) {
        Map<Long, Long> bytes = new HashMap<>();
        of(PROCESS)
                .forEach((name, value) -> CounterInstance.parse(name)
                        .filter(found -> found.luid() == luid && found.pid().isPresent())
                        .ifPresent(found -> bytes.merge(found.pid().getAsLong(), value.longValue(), Long::sum)));
        List<ProcessMemory> processes = new ArrayList<>();
        bytes.forEach((pid, held) -> {
            if (held > 0) {
                processes.add(new ProcessMemory(pid, Optional.empty(), OptionalLong.of(held)));
            }
        });
        return values.containsKey(PROCESS) ? Optional.of(new ProcessListing(true, processes)) : Optional.empty();
    }

    private OptionalDouble busiestEngine(long luid) {
        Map<Integer, Double> loads = new HashMap<>();
        of(ENGINE)
                .forEach((name, value) -> CounterInstance.parse(name)
                        .filter(found -> found.luid() == luid)
                        .flatMap(CounterInstance::engine)
                        .ifPresent(engine -> loads.merge(engine.number(), value, Double::sum)));
        OptionalDouble busiest =
                loads.values().stream().mapToDouble(Double::doubleValue).max();
        return busiest.isPresent() ? OptionalDouble.of(Math.min(100, busiest.getAsDouble())) : busiest;
    }

    private Map<String, Double> of(String path) {
        return values.getOrDefault(path, Map.of());
    }
}
