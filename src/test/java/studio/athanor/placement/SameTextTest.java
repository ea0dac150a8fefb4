package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.gpumonitor.estimate.ModelLayout;

/**
 * A model says the same wherever its layers are. Devices round differently, so that two tokens whose logits are as good as
 * equal may change places; then the logits are shown, and have to be that close.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(580)
class SameTextTest {

    private static final int DEVICES = 4;

    /** Two logits that rounding can swap: the processor and software devices were up to 0.06 apart on the starter model. */
    private static final double CLOSE = 0.12;

    private static final Path STARTER =
            Path.of(System.getProperty("athanor.project.root"), "assets/models/starter-chat/starter-chat.q8_0.gguf");

    @TempDir
    private static Path folder;

    private static Map<String, String> devices = Map.of();

    @BeforeAll
    static void makeDevices() throws Exception {
        devices = SoftwareDevices.orSkip(DEVICES, folder);
    }

    @Test
    void saysTheSameOnEveryNumberOfDevices() throws Exception {
        Map<String, DevicePlan> plans = new LinkedHashMap<>();
        for (int count = 0; count <= DEVICES; count++) {
            plans.put(count == 0 ? "CPU" : count + " devices", spread(layers(STARTER), count));
        }
        compare(
                STARTER,
                plans,
                "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n",
                24);
    }

    @Test
    @Tag("slow")
    void saysTheSameForLongAndInAnyOrderOfDevices() throws Exception {
        for (GgufType type : List.of(GgufType.Q8_0, GgufType.F16, GgufType.Q4_K)) {
            Path model = folder.resolve("random-" + type + ".gguf");
            new RandomModel(new RandomModel.Shape(9, 512, 8, 4, 1024, 512, 2048, type), 7).write(model);
            compare(model, manyPlans(10), "Once upon a time there was a wolf who", 64);
        }
        compare(
                STARTER,
                manyPlans(layers(STARTER)),
                "<|im_start|>user\nTell me a story about the sea.<|im_end|>\n<|im_start|>assistant\n",
                64);
    }

    private static Map<String, DevicePlan> manyPlans(int layers) {
        Map<String, DevicePlan> plans = new LinkedHashMap<>();
        for (int count = 0; count <= DEVICES; count++) {
            DevicePlan plan = spread(layers, count);
            plans.put(count + " devices", plan);
            if (count > 1) {
                plans.put(
                        count + " devices backwards",
                        new DevicePlan(plan.shares().reversed()));
            }
        }
        plans.put("CPU and 2 devices", new DevicePlan(spread(layers - 3, 2).shares()));
        return plans;
    }

    private static int layers(Path model) throws Exception {
        return ModelLayout.read(model).layerCount();
    }

    private static DevicePlan spread(int layers, int count) {
        List<DevicePlan.Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int taken = layers * (i + 1) / count - layers * i / count;
            if (taken > 0) {
                shares.add(new DevicePlan.Share("Vulkan" + i, taken));
            }
        }
        return new DevicePlan(shares);
    }

    private static void compare(Path model, Map<String, DevicePlan> plans, String text, int tokens) throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), devices)) {
            for (Map.Entry<String, DevicePlan> plan : plans.entrySet()) {
                OpenRequest request = new OpenRequest(
                        model.toString(),
                        LoadOptions.defaults().withContextTokens(512).withThreads(1),
                        plan.getValue());
                try (SupervisedEngine engine = workers.open(Workers.LLAMA, request, LoadObserver.NONE)) {
                    answers.put(plan.getKey(), Workers.greedy(engine, text, tokens));
                }
            }
        }
        String first = answers.values().iterator().next();
        assertThat(first).isNotEmpty();
        List<String> different = answers.keySet().stream()
                .filter(plan -> !first.equals(answers.get(plan)))
                .toList();
        System.out.println(model.getFileName() + ", " + tokens + " tokens: " + (answers.size() - different.size())
                + " of " + answers.size() + " plans say the same; different: " + different);
        for (String plan : different) {
            requireTie(model, text, tokens, plans.values().iterator().next(), plans.getOrDefault(plan, DevicePlan.CPU));
        }
    }

    /** Goes along the first plan's tokens on both, to the first place where they would part. */
    private static void requireTie(Path model, String text, int tokens, DevicePlan one, DevicePlan other)
            throws Exception {
        List<Step> first = steps(model, one, text, tokens, List.of());
        List<Step> second =
                steps(model, other, text, tokens, first.stream().map(Step::next).toList());
        for (int i = 0; i < tokens; i++) {
            Step here = first.get(i);
            Step there = second.get(i);
            if (here.likeliest() != there.likeliest()) {
                System.out.printf(
                        Locale.ROOT, "  token %d: %s on %s, %s on %s%n", i, here.logits(), one, there.logits(), other);
                assertThat(here.gap()).as("the gap on %s", one).isLessThan(CLOSE);
                assertThat(there.gap()).as("the gap on %s", other).isLessThan(CLOSE);
                return;
            }
        }
        throw new AssertionError("Workers said different things over " + one + " and " + other
                + ", though the likeliest tokens are the same: not a matter of rounding.");
    }

    /**
     * A step along a text.
     *
     * @param next the token that was followed
     * @param logits of the likeliest two tokens and of the next, by token
     */
    private record Step(int next, Map<Integer, Float> logits) {

        int likeliest() {
            return logits.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }

        double gap() {
            List<Float> sorted = logits.values().stream().sorted().toList().reversed();
            return sorted.get(0) - sorted.get(1);
        }

        static Step of(String line) {
            String[] parts = line.substring(LogitsProbe.STEP.length()).split(";");
            Map<Integer, Float> logits = new TreeMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=");
                logits.put(Integer.parseInt(pair[0]), Float.parseFloat(pair[1]));
            }
            return new Step(Integer.parseInt(parts[0]), logits);
        }
    }

    private static List<Step> steps(Path model, DevicePlan plan, String text, int tokens, List<Integer> path)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LogitsProbe.class.getName(),
                System.getProperty("athanor.ggml.folder"),
                model.toString(),
                plan.shares().stream()
                        .map(share -> share.deviceId() + ":" + share.layers())
                        .collect(Collectors.joining(",")),
                text,
                String.valueOf(tokens),
                path.stream().map(String::valueOf).collect(Collectors.joining(",")));
        builder.environment().putAll(devices);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try (BufferedReader in = process.inputReader()) {
            List<Step> steps = in.lines()
                    .filter(line -> line.startsWith(LogitsProbe.STEP))
                    .map(Step::of)
                    .toList();
            assertThat(steps).hasSize(tokens);
            return steps;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
