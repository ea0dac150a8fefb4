package studio.athanor.engines.worker;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import studio.athanor.engines.spi.EngineException;

/**
 * The variables a worker gets. Built from lists and not inherited: what is in the studio's environment by chance, such
 * as tokens or {@code LD_PRELOAD}, must not reach native code that reads files of strangers.
 */
final class CleanEnvironment {

    private static final Set<String> PASSED_ON = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "TMPDIR",
            "TZ",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_DIRS",
            "XDG_CONFIG_HOME",
            "XDG_DATA_DIRS",
            "XDG_DATA_HOME",
            "XDG_RUNTIME_DIR",
            // Windows cannot load system libraries without these
            "SystemRoot",
            "SystemDrive",
            "windir",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "ProgramData",
            "ProgramFiles",
            "NUMBER_OF_PROCESSORS",
            "PROCESSOR_ARCHITECTURE");

    private static final Set<String> DEVICES = Set.of(
            "CUDA_DEVICE_ORDER",
            "CUDA_VISIBLE_DEVICES",
            "GGML_VK_VISIBLE_DEVICES",
            "HIP_VISIBLE_DEVICES",
            "HSA_OVERRIDE_GFX_VERSION",
            "ONEAPI_DEVICE_SELECTOR",
            "ROCR_VISIBLE_DEVICES",
            "VK_ADD_DRIVER_FILES",
            "VK_DRIVER_FILES",
            "VK_ICD_FILENAMES",
            "VK_LOADER_DRIVERS_SELECT");

    /** Accepted when given on purpose, never passed on. */
    private static final Set<String> ON_PURPOSE = Set.of("LD_LIBRARY_PATH");

    private CleanEnvironment() {}

    /**
     * Returns the variables of a worker.
     *
     * @param studio the studio's variables
     * @param deviceVariables set on purpose for this worker; they win
     * @throws EngineException if one of those is not on the list
     */
    static Map<String, String> of(Map<String, String> studio, Map<String, String> deviceVariables)
            throws EngineException {
        return of(studio, deviceVariables, System.getProperty("os.name", "").startsWith("Windows"));
    }

    /** @param windows whether upper and lower case are the same in names, as in {@code Path} */
    static Map<String, String> of(Map<String, String> studio, Map<String, String> deviceVariables, boolean windows)
            throws EngineException {
        Set<String> refused = new TreeSet<>(deviceVariables.keySet());
        refused.removeAll(DEVICES);
        refused.removeAll(ON_PURPOSE);
        if (!refused.isEmpty()) {
            throw new EngineException.InvalidRequest(
                    "A worker cannot be given the variables " + refused + ".",
                    "Use only variables that choose devices or drivers: " + new TreeSet<>(DEVICES) + ".",
                    null);
        }
        Comparator<String> sameName = windows ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
        Set<String> passedOn = new TreeSet<>(sameName);
        passedOn.addAll(PASSED_ON);
        passedOn.addAll(DEVICES);
        Map<String, String> result = new TreeMap<>(sameName);
        studio.forEach((name, value) -> {
            if (passedOn.contains(name)) {
                result.put(name, value);
            }
        });
        // names of files need the character set; numbers and messages of native code must not depend on the country
        result.put("LC_CTYPE", characterSet(studio));
        // an assertion of ggml would start a debugger to print a trace, and bury its own sentence
        result.put("GGML_NO_BACKTRACE", "1");
        result.putAll(deviceVariables);
        return result;
    }

    private static String characterSet(Map<String, String> studio) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = studio.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "C.UTF-8";
    }
}
