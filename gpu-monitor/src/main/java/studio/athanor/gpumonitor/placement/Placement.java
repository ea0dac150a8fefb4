package studio.athanor.gpumonitor.placement;

import java.util.List;
import java.util.Optional;

/**
 * A priced plan: what every device would hold, how long it would take, and why it is as it is.
 *
 * @param plan what to hand to the engine
 * @param stages the host and the accelerators that hold something, in the order of their layers; the host is always there
 * @param untouched accelerators that hold nothing
 * @param secondsPerToken of one answer: the sum of the stages' times
 * @param slowestStageSeconds what limits a full pipeline
 * @param proven whether no better plan exists; false for a plan made by hand
 * @param explanation sentences
 */
public record Placement(
        LayerPlan plan,
        List<Stage> stages,
        List<String> untouched,
        double secondsPerToken,
        double slowestStageSeconds,
        boolean proven,
        List<String> explanation) {

    /** Copies the lists. */
    public Placement {
        stages = List.copyOf(stages);
        untouched = List.copyOf(untouched);
        explanation = List.copyOf(explanation);
    }

    /**
     * The part of one device.
     *
     * @param deviceId of an accelerator, or {@link HostBudget#ID}
     * @param firstLayer from 0
     * @param layers how many, the output layer counting as one; may be 0 on the host
     * @param holdsOutput whether the output layer is among them
     * @param expertLayers of an accelerator: layers whose experts are on the host; of the host: layers whose experts it holds
     * @param weightBytes tensors; on the host, those that are always there too
     * @param cacheBytes KV cache and recurrent state
     * @param computeBytes scratch
     * @param overheadBytes what the process takes besides
     * @param limitBytes what may be filled: free less reserve
     * @param freeBytes what nobody uses now
     * @param seconds what the device takes for one token, handing over included
     * @param verdict whether it fits
     */
    public record Stage(
            String deviceId,
            int firstLayer,
            int layers,
            boolean holdsOutput,
            int expertLayers,
            long weightBytes,
            long cacheBytes,
            long computeBytes,
            long overheadBytes,
            long limitBytes,
            long freeBytes,
            double seconds,
            Verdict verdict) {

        /** Returns everything the device would hold. */
        public long bytes() {
            return weightBytes + cacheBytes + computeBytes + overheadBytes;
        }
    }

    /** Whether a device can hold its part. */
    public enum Verdict {
        /** Within what may be filled. */
        FITS,
        /** Only by using up some of the reserve. */
        TIGHT,
        /** More than is free. */
        DOES_NOT_FIT
    }

    /** Returns the expected speed of one answer by the time that reading takes; an upper bound, as computing is not counted. */
    public double tokensPerSecond() {
        return secondsPerToken > 0 ? 1 / secondsPerToken : 0;
    }

    /** Returns the part of a device. */
    public Optional<Stage> stage(String deviceId) {
        return stages.stream().filter(s -> s.deviceId().equals(deviceId)).findFirst();
    }

    /** Returns how many layers the host holds, those of which it holds only the experts included. */
    int hostLayers() {
        return stage(HostBudget.ID).map(Stage::layers).orElse(0)
                + plan.expertsOnHost().size();
    }

    /** Returns the worst verdict of all stages. */
    public Verdict verdict() {
        return stages.stream().map(Stage::verdict).max(Verdict::compareTo).orElse(Verdict.FITS);
    }
}
