package studio.athanor.gpumonitor.windows;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a performance counter's instance says, for example {@code
 * pid_4021_luid_0x00000000_0x0000C8A4_phys_0_eng_3_engtype_Compute_0}.
 *
 * @param luid the adapter, as Windows numbers it until the next start
 * @param pid the process, in counters of processes
 * @param engine number and sort of the engine, in counters of engines
 */
record CounterInstance(long luid, OptionalLong pid, Optional<Engine> engine) {

    /**
     * An engine of an adapter.
     *
     * @param number its number
     * @param type its sort, for example {@code 3D} or {@code Compute_0}
     */
    record Engine(int number, String type) {}

    private static final Pattern NAME =
            Pattern.compile("(?:pid_([0-9]+)_)?luid_0x([0-9A-Fa-f]{8})_0x([0-9A-Fa-f]{8})(?:_phys_[0-9]+)?"
                    + "(?:_eng_([0-9]+)_engtype_(.*))?(?:#[0-9]+)?");

    static Optional<CounterInstance> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String pid = matcher.group(1);
        String engine = matcher.group(4);
        return Optional.of(new CounterInstance(
                Long.parseLong(matcher.group(2), 16) << 32 | Long.parseLong(matcher.group(3), 16),
                pid == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pid)),
                engine == null
                        ? Optional.empty()
                        : Optional.of(new Engine(Integer.parseInt(engine), matcher.group(5)))));
    }
}
