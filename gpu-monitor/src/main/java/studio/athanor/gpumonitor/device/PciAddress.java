package studio.athanor.gpumonitor.device;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a card sits on the PCI bus. The kernel, NVML and the engines spell it differently; this is the one form they are
 * compared in.
 *
 * @param domain 0 on most machines, up to 32 bits
 * @param bus 0 to 255
 * @param device 0 to 31
 * @param function 0 to 7
 */
public record PciAddress(int domain, int bus, int device, int function) implements Comparable<PciAddress> {

    private static final Pattern TEXT =
            Pattern.compile("(?:([0-9a-fA-F]{1,8}):)?([0-9a-fA-F]{1,2}):([0-9a-fA-F]{1,2})(?:\\.([0-7]))?");

    /**
     * Reads an address with or without domain and function: {@code 0000:01:00.0} (kernel), {@code 00000000:01:00.0} (NVML),
     * {@code 01:00.0}. Empty if the text is no address.
     */
    public static Optional<PciAddress> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int device = Integer.parseInt(matcher.group(3), 16);
        if (device > 31) {
            return Optional.empty();
        }
        String domain = matcher.group(1);
        String function = matcher.group(4);
        return Optional.of(new PciAddress(
                domain == null ? 0 : Integer.parseUnsignedInt(domain, 16),
                Integer.parseInt(matcher.group(2), 16),
                device,
                function == null ? 0 : Integer.parseInt(function)));
    }

    /** Returns the address without its domain where that is 0, as people see it: {@code 01:00.0}. */
    public String compact() {
        return domain == 0 ? "%02x:%02x.%d".formatted(bus, device, function) : toString();
    }

    @Override
    public int compareTo(PciAddress other) {
        int byDomain = Integer.compareUnsigned(domain, other.domain);
        return byDomain != 0 ? byDomain : Integer.compare(position(), other.position());
    }

    /** Returns the kernel's spelling, {@code 0000:01:00.0}. */
    @Override
    public String toString() {
        return "%04x:%02x:%02x.%d".formatted(domain, bus, device, function);
    }

    private int position() {
        return bus << 8 | device << 3 | function;
    }
}
