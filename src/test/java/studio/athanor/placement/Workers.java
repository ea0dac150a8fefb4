package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.LoadedModel.MemoryUse;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.engines.worker.WorkerSettings;
import studio.athanor.gpumonitor.placement.HostBudget;

/** Worker processes of the real llama.cpp that see given devices, and what is seen of them from outside. */
final class Workers {

    static final String LLAMA = "llama";

    private Workers() {}

    /** Returns a factory of workers; the caller closes it. */
    static WorkerEngines open(Path privateFolder, Map<String, String> devices) {
        return new WorkerEngines(settings(privateFolder, devices));
    }

    /**
     * Returns a factory of workers that also get variables which the studio never passes on; the caller closes it.
     *
     * @param variables set by the program that starts Java, since workers inherit only what is on a list
     */
    static WorkerEngines open(Path privateFolder, Map<String, String> devices, Map<String, String> variables)
            throws IOException {
        WorkerSettings plain = settings(privateFolder, devices);
        return new WorkerEngines(new WorkerSettings(
                javaWith(variables, plain.javaExecutable()),
                plain.classPath(),
                plain.privateFolder(),
                plain.jvmOptions(),
                plain.environment(),
                plain.engines(),
                plain.limits()));
    }

    private static Path javaWith(Map<String, String> variables, Path java) throws IOException {
        Path script = Files.createTempFile(
                "java", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        script.toFile().deleteOnExit();
        StringBuilder lines = new StringBuilder("#!/bin/sh\n");
        new TreeMap<>(variables).forEach((name, value) -> lines.append("export " + name + "='" + value + "'\n"));
        return Files.writeString(script, lines + "exec '" + java + "' \"$@\"\n");
    }

    /** Returns the variable by which cards refuse allocations above a limit. */
    static Map<String, String> limitedTo(long bytes) {
        return Map.of("GGML_VK_FORCE_MAX_BUFFER_SIZE", String.valueOf(bytes));
    }

    static WorkerSettings settings(Path privateFolder, Map<String, String> devices) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(devices);
        return WorkerSettings.ofThisProgram(
                        privateFolder, new EngineEnvironment(Map.of("ggml", System.getProperty("athanor.ggml.folder"))))
                .withEnvironment(environment);
    }

    /** Returns what a model took, the buffers that drivers have in host memory under {@link HostBudget#ID}. */
    static Map<String, ProbeProcess.Given> given(TextEngine engine) {
        Map<String, ProbeProcess.Given> given = new TreeMap<>();
        for (MemoryUse use : engine.model().memory()) {
            given.merge(
                    ProbeProcess.deviceOf(use.deviceId()),
                    new ProbeProcess.Given(use.modelBytes(), use.cacheBytes(), use.computeBytes()),
                    ProbeProcess.Given::plus);
        }
        return given;
    }

    /** Returns a variable of a worker's environment, as the system has it. */
    static String variable(SupervisedEngine engine, String name) throws IOException {
        String all = Files.readString(process(engine).resolve("environ"), StandardCharsets.UTF_8);
        return Arrays.stream(all.split("\0"))
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Returns the names of the libraries that a worker has mapped. */
    static List<String> libraries(SupervisedEngine engine) throws IOException {
        try (var lines = Files.lines(process(engine).resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(".so"))
                    .map(line -> line.substring(line.lastIndexOf('/') + 1))
                    .distinct()
                    .collect(Collectors.toList());
        }
    }

    private static Path process(SupervisedEngine engine) {
        return Path.of("/proc", String.valueOf(engine.processId().orElseThrow()));
    }

    /** Returns the likeliest text after a text. */
    static String greedy(TextEngine engine, String text, int tokens) throws Exception {
        TextRequest request = TextRequest.of(new Prompt.Raw(text, true))
                .withSampling(Sampling.builder().temperature(0).build())
                .withMaxTokens(tokens);
        StringBuilder answer = new StringBuilder();
        CompletableFuture<TextEvent> end = new CompletableFuture<>();
        var _ = engine.generate(request, event -> {
            if (event instanceof TextEvent.TextDelta(String delta)) {
                answer.append(delta);
            } else if (event instanceof TextEvent.Terminal) {
                end.complete(event);
            }
        });
        assertThat(end.get(200, TimeUnit.SECONDS)).isInstanceOf(TextEvent.Done.class);
        return answer.toString();
    }
}
