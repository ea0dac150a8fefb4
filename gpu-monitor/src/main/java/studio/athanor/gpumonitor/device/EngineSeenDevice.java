package studio.athanor.gpumonitor.device;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device as an engine reports it.
 *
 * @param engine the engine's id
 * @param id what the engine calls the device, for example {@code Vulkan0} or {@code CUDA1}
 * @param description the engine's words for it, mostly the card's name
 * @param pciId its address, for example {@code 0000:01:00.0}, from engines that tell
 * @param totalBytes its memory as the engine counts it
 */
public record EngineSeenDevice(
        String engine, String id, String description, Optional<String> pciId, OptionalLong totalBytes) {

    private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,4})");

    /** Returns the address, empty if the engine gives none or something else. */
    public Optional<PciAddress> pci() {
        return pciId.flatMap(PciAddress::parse);
    }

    /** Returns the runtime below the engine, for example {@code CUDA}, {@code Vulkan}, {@code ROCm}. */
    public String runtime() {
        Matcher matcher = NUMBERED.matcher(id);
        return matcher.matches() ? matcher.group(1) : id;
    }

    /** Returns the place in the runtime's own order, which is not nvidia-smi's. */
    public OptionalInt ordinal() {
        Matcher matcher = NUMBERED.matcher(id);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(2))) : OptionalInt.empty();
    }

    /** Tells whether the description is that of a software implementation, as Vulkan's and OpenGL's call themselves. */
    public boolean isSoftware() {
        String text = description.toLowerCase(Locale.ROOT);
        return text.contains("llvmpipe")
                || text.contains("lavapipe")
                || text.contains("swiftshader")
                || text.contains("microsoft basic render");
    }
}
