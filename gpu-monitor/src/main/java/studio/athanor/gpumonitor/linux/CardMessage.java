package studio.athanor.gpumonitor.linux;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent.Outcome;

/**
 * What a driver says of a card in the kernel's log.
 *
 * @param driver whose words these are: {@code nvidia}, {@code amdgpu}, {@code i915} or {@code xe}
 * @param pci the card; absent where the driver does not say which
 * @param xid the number of NVIDIA's error event
 * @param outcome what became of work that hung
 */
record CardMessage(String driver, Optional<PciAddress> pci, OptionalLong xid, Optional<Outcome> outcome) {

    /** {@code NVRM: Xid (PCI:0000:01:00): 79, pid=1234, GPU has fallen off the bus.}; older drivers leave out PCI. */
    private static final Pattern XID =
            Pattern.compile("NVRM: Xid \\((?:PCI:)?([0-9a-fA-F]+:[0-9a-fA-F]+:[0-9a-fA-F]+)[^)]*\\): *([0-9]+).*");

    /** {@code amdgpu 0000:03:00.0: amdgpu: ring gfx_0.0.0 timeout, ...}. */
    private static final Pattern OF_DEVICE =
            Pattern.compile("(amdgpu|i915|xe) ([0-9a-fA-F]{4,8}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7]): (.*)");

    /** {@code [drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx timeout, ...}: older kernels do not name the card. */
    private static final Pattern OF_SOME_DEVICE = Pattern.compile("\\[drm:\\S+ \\[(amdgpu|i915|xe)]] (.*)");

    private static final Pattern TIMED_OUT = Pattern.compile("ring \\S+ timeout|GPU HANG: ecode|Timedout job:");
    private static final Pattern RESET =
            Pattern.compile("GPU reset\\([0-9]+\\) succeeded|Ring \\S+ reset succe|\\] Resetting \\S+ for ");
    private static final Pattern RESET_FAILED = Pattern.compile(
            "GPU reset\\([0-9]+\\) failed|GPU reset end with ret = -?[1-9]|GPU Recovery Failed|declared device \\S+ as wedged");

    /** Reads a message; empty if it is of something else. */
    static Optional<CardMessage> parse(String text) {
        Matcher xid = XID.matcher(text);
        if (xid.matches()) {
            return Optional.of(new CardMessage(
                    "nvidia", PciAddress.parse(xid.group(1)), KernelFile.parse(xid.group(2)), Optional.empty()));
        }
        Matcher device = OF_DEVICE.matcher(text);
        if (device.matches()) {
            return hang(device.group(1), PciAddress.parse(device.group(2)), device.group(3));
        }
        Matcher some = OF_SOME_DEVICE.matcher(text);
        return some.matches() ? hang(some.group(1), Optional.empty(), some.group(2)) : Optional.empty();
    }

    private static Optional<CardMessage> hang(String driver, Optional<PciAddress> pci, String words) {
        return outcome(words).map(outcome -> new CardMessage(driver, pci, OptionalLong.empty(), Optional.of(outcome)));
    }

    private static Optional<Outcome> outcome(String words) {
        if (RESET_FAILED.matcher(words).find()) {
            return Optional.of(Outcome.RESET_FAILED);
        }
        if (RESET.matcher(words).find()) {
            return Optional.of(Outcome.RESET);
        }
        return TIMED_OUT.matcher(words).find() ? Optional.of(Outcome.TIMED_OUT) : Optional.empty();
    }
}
