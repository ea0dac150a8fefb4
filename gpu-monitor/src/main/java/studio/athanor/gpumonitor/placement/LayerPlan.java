package studio.athanor.gpumonitor.placement;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who gets which layers, as the engine takes it: the devices in the order of their layers, each with a number of them.
 * What the shares leave over are the first layers, and stays on the host.
 *
 * @param shares in the order of the layers; the last one ends with the output layer
 * @param expertsOnHost layers of accelerators whose expert tensors stay on the host
 */
public record LayerPlan(List<Share> shares, Set<Integer> expertsOnHost) {

    private static final Pattern EXPERT_LAYERS = Pattern.compile("blk\\\\.\\(([0-9]{1,4}(?:\\|[0-9]{1,4})*)\\)");

    /** Everything on the host. */
    public static final LayerPlan HOST_ONLY = new LayerPlan(List.of(), Set.of());

    /** Copies the collections. */
    public LayerPlan {
        shares = List.copyOf(shares);
        expertsOnHost = Collections.unmodifiableSet(new TreeSet<>(expertsOnHost));
    }

    /** Returns a plan in which no expert tensor is kept apart. */
    public static LayerPlan of(Share... shares) {
        return new LayerPlan(List.of(shares), Set.of());
    }

    /** Returns the number of layers on accelerators. */
    public int layers() {
        return shares.stream().mapToInt(Share::layers).sum();
    }

    /**
     * Returns the names of the tensors that stay on the host, as the regular expression of llama.cpp's tensor overrides; empty
     * if there are none.
     */
    public Optional<String> hostTensors() {
        return expertsOnHost.isEmpty()
                ? Optional.empty()
                : Optional.of(expertsOnHost.stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("|", "blk\\.(", ")\\.ffn_(up|down|gate|gate_up)_(ch|)exps")));
    }

    /** Reads back the layers from what {@link #hostTensors()} wrote; of another expression there are none. */
    public static Set<Integer> expertLayers(String hostTensors) {
        Matcher matcher = EXPERT_LAYERS.matcher(hostTensors);
        return matcher.find()
                ? Arrays.stream(matcher.group(1).split("\\|"))
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /**
     * The part of one device.
     *
     * @param deviceId of an accelerator
     * @param layers at least 1, the output layer counting as one
     */
    public record Share(String deviceId, int layers) {}
}
