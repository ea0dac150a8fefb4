package studio.athanor.gpumonitor.apple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An accelerator in the registry.
 *
 * @param model its name, for example {@code Apple M2 Max}
 * @param usedBytes memory that it uses now; of the host, on Apple's own processors
 * @param gpuPercent share of time in which it worked
 */
record AcceleratorEntry(String model, OptionalLong usedBytes, OptionalDouble gpuPercent) {

    private static final Pattern ENTRY_START = Pattern.compile("(?m)^\\s*\\+-o ");
    private static final Pattern MODEL = Pattern.compile("\"model\" = (?:\"([^\"]*)\"|<\"([^\"]*)\">)");

    /** Reads what {@code ioreg -r -c IOAccelerator -d 1 -w 0} prints. */
    static List<AcceleratorEntry> parse(String text) {
        List<AcceleratorEntry> entries = new ArrayList<>();
        for (String part : ENTRY_START.split(text)) {
            Matcher model = MODEL.matcher(part);
            if (part.contains("\"PerformanceStatistics\"") && model.find()) {
                String name = model.group(1) == null ? model.group(2) : model.group(1);
                OptionalLong inUse = number(part, "In use system memory");
                OptionalLong percent = number(part, "Device Utilization %");
                entries.add(new AcceleratorEntry(
                        name,
                        inUse.isPresent() ? inUse : number(part, "Alloc system memory"),
                        percent.isPresent()
                                ? OptionalDouble.of((double) percent.getAsLong())
                                : OptionalDouble.empty()));
            }
        }
        return entries;
    }

    private static OptionalLong number(String text, String key) {
        return Optional.of(Pattern.compile("\"" + Pattern.quote(key) + "\"=([0-9]{1,18})")
                        .matcher(text))
                .filter(Matcher::find)
                .map(matcher -> OptionalLong.of(Long.parseLong(matcher.group(1))))
                .orElse(OptionalLong.empty());
    }
}
