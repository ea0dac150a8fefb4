package studio.athanor.gpumonitor.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.device.PciAddress;

/**
 * What the kernel tells of one open card file ({@code drm-usage-stats}).
 *
 * @param pci the card
 * @param clientId the client; several files of a process may share one
 * @param localBytes the card's own memory that it holds; absent if the driver does not say
 * @param sharedBytes host memory that it holds through the card
 * @param engines per engine, how long it ran
 */
record Fdinfo(
        PciAddress pci, long clientId, OptionalLong localBytes, OptionalLong sharedBytes, Map<String, Engine> engines) {

    /**
     * Time on an engine.
     *
     * @param busy nanoseconds or cycles that this client ran
     * @param total cycles that passed; absent where busy is in nanoseconds
     * @param capacity how many of this engine the card has
     */
    record Engine(long busy, OptionalLong total, long capacity) {}

    /** Reads the text; empty if the file is no card's, or of a driver that does not report. */
    static Optional<Fdinfo> parse(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().filter(line -> line.startsWith("drm-")).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        Optional<PciAddress> pci = Optional.ofNullable(values.get("drm-pdev")).flatMap(PciAddress::parse);
        OptionalLong client = Optional.ofNullable(values.get("drm-client-id"))
                .map(KernelFile::parse)
                .orElse(OptionalLong.empty());
        if (pci.isEmpty() || client.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Fdinfo(
                pci.get(),
                client.getAsLong(),
                memory(values, "vram", "local"),
                memory(values, "gtt", "system"),
                engines(values)));
    }

    /** Resident counts where the driver tells it, since what is only reserved takes no room. */
    private static OptionalLong memory(Map<String, String> values, String... regions) {
        for (String key : new String[] {"drm-memory-", "drm-resident-", "drm-total-"}) {
            OptionalLong sum = OptionalLong.empty();
            for (Map.Entry<String, String> each : values.entrySet()) {
                if (isOfRegion(each.getKey(), key, regions)) {
                    sum = OptionalLong.of(sum.orElse(0) + bytes(each.getValue()));
                }
            }
            if (sum.isPresent()) {
                return sum;
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isOfRegion(String name, String key, String[] regions) {
        for (String region : regions) {
            if (name.startsWith(key + region)
                    && name.substring(key.length() + region.length()).chars().allMatch(Character::isDigit)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Engine> engines(Map<String, String> values) {
        Map<String, Engine> engines = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith("drm-cycles-")) {
                String engine = key.substring("drm-cycles-".length());
                OptionalLong total = Optional.ofNullable(values.get("drm-total-cycles-" + engine))
                        .map(KernelFile::parse)
                        .orElse(OptionalLong.empty());
                if (total.isPresent()) {
                    engines.put(engine, new Engine(first(value), total, capacity(values, engine)));
                }
            } else if (key.startsWith("drm-engine-") && !key.startsWith("drm-engine-capacity-")) {
                String engine = key.substring("drm-engine-".length());
                engines.put(engine, new Engine(first(value), OptionalLong.empty(), capacity(values, engine)));
            }
        });
        return engines;
    }

    private static long capacity(Map<String, String> values, String engine) {
        String value = values.get("drm-engine-capacity-" + engine);
        return value == null ? 1 : Math.max(1, first(value));
    }

    private static long bytes(String value) {
        long unit = value.endsWith("KiB") ? 1L << 10 : value.endsWith("MiB") ? 1L << 20 : 1;
        return first(value) * unit;
    }

    private static long first(String value) {
        return KernelFile.parse(value.split(" ", 2)[0]).orElse(0);
    }
}
