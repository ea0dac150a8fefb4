package studio.athanor.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the Java runtime, the operating system and the processor. Loads no native code. */
final class MachineCheck {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    /** What llama.cpp's CPU backends make use of. */
    private static final Set<String> USED_FEATURES = Set.of(
            "sse4_2",
            "avx",
            "f16c",
            "fma",
            "avx2",
            "bmi2",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512vl",
            "avx512_vnni",
            "avx512_vbmi",
            "avx512_bf16",
            "amx_int8",
            "asimd",
            "asimddp",
            "i8mm",
            "sve");

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")"));
        findings.add(Finding.ok(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch")));
        findings.add(processor());
        memory(findings);
        return findings;
    }

    private static Finding processor() {
        String name = System.getProperty("os.arch");
        Set<String> features = new TreeSet<>();
        for (String line : lines(CPU)) {
            if (line.startsWith("model name")) {
                name = line.substring(line.indexOf(':') + 1).strip();
            } else if (line.startsWith("flags") || line.startsWith("Features")) {
                for (String flag : line.substring(line.indexOf(':') + 1).strip().split(" ")) {
                    if (USED_FEATURES.contains(flag)) {
                        features.add(flag);
                    }
                }
            }
        }
        int threads = Runtime.getRuntime().availableProcessors();
        String found =
                name + ", " + threads + " threads" + (features.isEmpty() ? "" : ": " + String.join(" ", features));
        return Finding.ok("processor", found);
    }

    private static void memory(List<Finding> findings) {
        long total = 0;
        long available = 0;
        for (String line : lines(MEMORY)) {
            if (line.startsWith("MemTotal:")) {
                total = kibibytes(line);
            } else if (line.startsWith("MemAvailable:")) {
                available = kibibytes(line);
            }
        }
        if (total > 0) {
            findings.add(Finding.ok(
                    "memory",
                    String.format(
                            Locale.ROOT,
                            "%.1f GiB, %.1f GiB available",
                            total / 1073741824.0,
                            available / 1073741824.0)));
        }
    }

    private static long kibibytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
