package studio.athanor.engines.llama;

import java.util.HashMap;
import java.util.Map;

/** What devices are called by the studio and in this process, which may see only some of them and counts those. */
final class DeviceNames {

    private final Map<String, String> studioByHere;
    private final Map<String, String> hereByStudio = new HashMap<>();

    /** @param studioByHere the studio's names by those of this process; others are the same on both sides */
    DeviceNames(Map<String, String> studioByHere) {
        this.studioByHere = Map.copyOf(studioByHere);
        studioByHere.forEach((here, studio) -> hereByStudio.put(studio, here));
    }

    /** Returns the studio's name of a device. */
    String studio(String here) {
        return studioByHere.getOrDefault(here, here);
    }

    /** Returns the name of a device in this process. */
    String here(String studio) {
        return hereByStudio.getOrDefault(studio, studio);
    }
}
