package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.gpumonitor.estimate.MemoryEstimate;

/**
 * Weights and caches as estimated against what llama.cpp reports after a load, per device, for random models of fifteen
 * architectures. It reports hundredths of a MiB.
 */
@EnabledOnOs(OS.LINUX)
class EstimateAgainstEngineTest {

    private static final double MIB = 1024.0 * 1024.0;
    private static final double REPORTED_TO = 0.03;
    private static final int DEVICES = 3;

    @TempDir
    private Path folder;

    @Test
    void saysWhatTheEngineAllocatesOnTheProcessor() throws Exception {
        List<String> differences = compare(0, 15, 0, Map.of());

        assertThat(differences).isEmpty();
    }

    @Test
    void saysWhatTheEngineAllocatesOnEveryDevice() throws Exception {
        List<String> differences = compare(0, 15, DEVICES, devices());

        assertThat(differences).isEmpty();
    }

    @Test
    @Tag("slow")
    void saysWhatTheEngineAllocatesInManyCases() throws Exception {
        List<String> differences = compare(1000, 150, DEVICES, devices());

        assertThat(differences).isEmpty();
    }

    private Map<String, String> devices() throws IOException {
        return SoftwareDevices.orSkip(DEVICES, folder);
    }

    private List<String> compare(long firstSeed, int count, int devices, Map<String, String> environment)
            throws Exception {
        RandomLoads random = new RandomLoads(folder, RandomLoads.processor());
        List<RandomLoads.Case> cases = new ArrayList<>();
        for (long seed : LongStream.range(firstSeed, firstSeed + count).toArray()) {
            cases.add(random.of(seed, devices));
        }
        List<Map<String, ProbeProcess.Given>> answers = new ProbeProcess(environment)
                .run(cases.stream().map(RandomLoads.Case::load).toList());
        List<String> differences = new ArrayList<>();
        int rows = 0;
        for (int i = 0; i < count; i++) {
            for (MemoryEstimate.DeviceMemory device : cases.get(i).estimate().devices()) {
                ProbeProcess.Given given =
                        answers.get(i).getOrDefault(device.deviceId(), new ProbeProcess.Given(0, 0, 0));
                rows++;
                if (differs(device.weightBytes(), given.weights()) || differs(device.cacheBytes(), given.cache())) {
                    differences.add(
                            cases.get(i).family() + " " + cases.get(i).load() + ": " + device + " but " + given);
                }
            }
        }
        System.out.println(count + " loads, " + rows + " devices, " + differences.size() + " differ by more than "
                + REPORTED_TO + " MiB");
        return differences;
    }

    private static boolean differs(long estimated, long given) {
        return Math.abs(estimated - given) / MIB > REPORTED_TO;
    }
}
