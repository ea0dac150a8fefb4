package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.engines.spi.LoadedModel.MemoryUse;

/**
 * What the library says it allocated. It says so in its log only, in lines such as {@code load_tensors: CPU_Mapped model buffer
 * size = 1.22 MiB}, to a hundredth of a MiB.
 */
final class MemoryReport {

    private static final Pattern BUFFER = Pattern.compile(
            ":\\s+(\\S+)\\s+(model|KV|RS|compute|output|LoRA|DSV4 \\S+ state) buffer size =\\s+([0-9.]+) MiB");
    private static final Pattern KIND = Pattern.compile("_(?:Mapped|Private)$");
    private static final double MIB = 1024.0 * 1024.0;

    private MemoryReport() {}

    /** Reads the lines of one load. A context that reserves its compute buffer twice replaces the first. */
    static List<MemoryUse> read(List<String> lines, DeviceNames names) {
        Map<String, long[]> devices = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = BUFFER.matcher(line);
            if (matcher.find()) {
                long bytes = Math.round(Double.parseDouble(matcher.group(3)) * MIB);
                long[] use = devices.computeIfAbsent(names.studio(device(matcher.group(1))), name -> new long[4]);
                switch (matcher.group(2)) {
                    case "model", "LoRA" -> use[0] += bytes;
                    case "compute" -> use[2] = bytes;
                    case "output" -> use[3] = bytes;
                    default -> use[1] += bytes;
                }
            }
        }
        List<MemoryUse> uses = new ArrayList<>();
        devices.forEach((device, use) -> uses.add(new MemoryUse(device, use[0], use[1], use[2] + use[3])));
        return uses;
    }

    /** Metal calls its buffers by their device and by how they came to be; on the host it matters to others that a file is mapped. */
    private static String device(String buffer) {
        return buffer.startsWith("CPU") ? buffer : KIND.matcher(buffer).replaceFirst("");
    }
}
