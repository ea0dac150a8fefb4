package studio.athanor.placement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import studio.athanor.gpumonitor.placement.HostBudget;

/** Runs {@link MemoryProbe} in a process that sees the devices it is given. */
final class ProbeProcess {

    private final Map<String, String> environment;

    ProbeProcess(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * What one device gave, in bytes.
     *
     * @param weights of all its buffers, mapped ones included
     * @param cache KV cache and recurrent state
     * @param compute scratch
     */
    record Given(long weights, long cache, long compute) {

        Given plus(Given other) {
            return new Given(weights + other.weights, cache + other.cache, compute + other.compute);
        }
    }

    /** Returns what each load took by device, the host's buffers together; fails if one did not succeed. */
    List<Map<String, Given>> run(List<MemoryProbe.Load> loads) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName(),
                System.getProperty("athanor.ggml.folder"));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try (Writer out = process.outputWriter();
                BufferedReader in = process.inputReader()) {
            List<Map<String, Given>> answers = new ArrayList<>();
            for (MemoryProbe.Load load : loads) {
                out.write(load.line() + "\n");
                out.flush();
                answers.add(parse(answer(in, load), load));
            }
            return answers;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Returns the device of a buffer: those that drivers have in host memory are the host's. */
    static String deviceOf(String buffer) {
        boolean host = buffer.startsWith("CPU") || buffer.equals("AMX") || buffer.endsWith("_Host");
        return host ? HostBudget.ID : buffer;
    }

    private static String answer(BufferedReader in, MemoryProbe.Load load) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(MemoryProbe.ANSWER)) {
                return line.substring(MemoryProbe.ANSWER.length());
            }
        }
        throw new AssertionError("the process died of " + load);
    }

    private static Map<String, Given> parse(String answer, MemoryProbe.Load load) {
        if (answer.startsWith("failed")) {
            throw new AssertionError(load + " " + answer);
        }
        Map<String, Given> given = new TreeMap<>();
        for (String part : answer.split(";")) {
            String name = part.substring(0, part.indexOf('='));
            String[] numbers = part.substring(part.indexOf('=') + 1).split(",");
            given.merge(
                    deviceOf(name),
                    new Given(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2])),
                    Given::plus);
        }
        return given;
    }
}
