package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.DeviceVisibility;

/**
 * Keeps the drivers of a process from seeing the cards that a plan does not use.
 *
 * <p>CUDA and ROCm make a context of some hundred MiB on every card that they see, so they are shown the planned ones only.
 * Vulkan makes nothing on a card before it is used, and counts its cards after sorting out duplicates, so that the numbers of
 * its variable cannot be told from its names; it is narrowed down where the variable is set already, which names the cards.
 */
final class VisibleDevices {

    private static final Pattern NUMBERED = Pattern.compile("(CUDA|ROCm|Vulkan)(\\d+)");
    private static final String NONE = "-1";

    private VisibleDevices() {}

    static DeviceVisibility of(DevicePlan plan, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        narrow("CUDA", "CUDA_VISIBLE_DEVICES", plan, environment, variables, names);
        narrow("ROCm", "HIP_VISIBLE_DEVICES", plan, environment, variables, names);
        if (!environment.getOrDefault("GGML_VK_VISIBLE_DEVICES", "").isBlank()) {
            narrow("Vulkan", "GGML_VK_VISIBLE_DEVICES", plan, environment, variables, names);
        }
        return new DeviceVisibility(variables, names);
    }

    /** The k-th planned card of a driver is the k-th that the process sees. */
    private static void narrow(
            String driver,
            String variable,
            DevicePlan plan,
            Map<String, String> environment,
            Map<String, String> variables,
            Map<String, String> names) {
        String seen = environment.getOrDefault(variable, "");
        List<String> numbers = seen.isBlank() ? List.of() : List.of(seen.split(","));
        List<String> wanted = new ArrayList<>();
        for (DevicePlan.Share share : plan.shares()) {
            Matcher matcher = NUMBERED.matcher(share.deviceId());
            if (!matcher.matches() || !matcher.group(1).equals(driver)) {
                continue;
            }
            int index = Integer.parseInt(matcher.group(2));
            if (numbers.isEmpty() || index < numbers.size()) {
                names.put(driver + wanted.size(), share.deviceId());
                wanted.add(
                        numbers.isEmpty()
                                ? Integer.toString(index)
                                : numbers.get(index).strip());
            }
        }
        if (!wanted.isEmpty()) {
            variables.put(variable, String.join(",", wanted));
        } else if (!driver.equals("Vulkan")) {
            variables.put(variable, NONE);
        }
    }
}
