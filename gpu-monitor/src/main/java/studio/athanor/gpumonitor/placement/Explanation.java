package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import studio.athanor.gpumonitor.placement.Placement.Stage;
import studio.athanor.gpumonitor.placement.Placement.Verdict;

/** Says in sentences why a plan is as it is, and what limits it. */
final class Explanation {

    private final PlacementRequest request;
    private final LayerPlan plan;
    private final List<Stage> stages;
    private final List<String> sentences = new ArrayList<>();

    private Explanation(PlacementRequest request, LayerPlan plan, List<Stage> stages) {
        this.request = request;
        this.plan = plan;
        this.stages = stages;
    }

    static List<String> ofFound(PlacementRequest request, LayerPlan plan, List<Stage> stages) {
        Explanation explanation = new Explanation(request, plan, stages);
        explanation.summary();
        explanation.accelerators();
        explanation.host();
        explanation.untouched();
        explanation.slowest();
        return explanation.sentences;
    }

    static List<String> ofHandMade(PlacementRequest request, LayerPlan plan, List<Stage> stages) {
        Explanation explanation = new Explanation(request, plan, stages);
        explanation.misfits();
        explanation.slowest();
        return explanation.sentences;
    }

    private void summary() {
        int layers = request.model().layerCount();
        if (plan.shares().isEmpty()) {
            sentences.add("All " + Words.layers(layers) + " are on the host: "
                    + (request.devices().stream().allMatch(DeviceBudget::excluded)
                            ? "there is no accelerator to use."
                            : "no accelerator would make it faster, or none has room."));
        } else if (plan.shares().size() == 1 && plan.layers() == layers) {
            sentences.add(
                    "The whole model is on " + name(plan.shares().getFirst().deviceId()) + ", so that "
                            + request.objective().aim() + ".");
        } else {
            sentences.add("The model is spread over " + plan.shares().size()
                    + (plan.shares().size() == 1 ? " accelerator" : " accelerators")
                    + (plan.layers() < layers ? " and the host" : "") + ", so that "
                    + request.objective().aim()
                    + ".");
        }
    }

    private void accelerators() {
        List<Stage> byOrderOfChoice = stages.stream()
                .filter(stage -> !stage.deviceId().equals(HostBudget.ID))
                .sorted(Comparator.comparingDouble(
                        stage -> -budget(stage.deviceId()).bandwidth().bytesPerSecond()))
                .toList();
        int left = request.model().layerCount();
        for (Stage stage : byOrderOfChoice) {
            left -= stage.layers();
            accelerator(stage, left);
        }
    }

    private void accelerator(Stage stage, int left) {
        DeviceBudget device = budget(stage.deviceId());
        StringBuilder sentence = new StringBuilder(Words.device(device))
                .append(" reads ")
                .append(Words.speed(device.bandwidth()))
                .append(" (")
                .append(device.bandwidth().source().words())
                .append(") and takes ")
                .append(Words.layers(stage.layers()));
        if (request.layerCounts().containsKey(device.id())) {
            sentence.append(", as given by hand");
        } else if (isFull(stage)) {
            sentence.append(", as many as fit");
        }
        if (stage.expertLayers() > 0) {
            sentence.append("; ")
                    .append(stage.expertLayers())
                    .append(stage.expertLayers() == 1 ? " of them leaves its" : " of them leave their")
                    .append(" experts on the host");
        }
        if (left > 0) {
            sentence.append("; ")
                    .append(left)
                    .append(left == 1 ? " is" : " are")
                    .append(" left for the others");
        }
        sentences.add(sentence.append('.').toString());
        sentences.add(
                "It would hold " + Words.bytes(stage.bytes()) + "; the limit is " + Words.bytes(device.freeBytes())
                        + " free less a reserve of " + Words.bytes(device.reserveBytes()) + ".");
    }

    private boolean acceleratorsAreFull() {
        return stages.stream()
                .filter(stage -> !stage.deviceId().equals(HostBudget.ID))
                .allMatch(this::isFull);
    }

    /** Whether the smallest neighbouring layer would not fit too. */
    private boolean isFull(Stage stage) {
        int before = stage.firstLayer() - 1;
        int after = stage.firstLayer() + stage.layers();
        long smallest = Long.MAX_VALUE;
        if (before >= 0) {
            smallest = request.model().layers().get(before).bytes();
        }
        if (after < request.model().layerCount()) {
            smallest = Math.min(smallest, request.model().layers().get(after).bytes());
        }
        return smallest != Long.MAX_VALUE && stage.bytes() + smallest > stage.limitBytes();
    }

    private void host() {
        Stage host = stages.getFirst();
        Bandwidth bandwidth = request.host().bandwidth();
        if (host.layers() > 0 && !plan.shares().isEmpty()) {
            sentences.add("The first " + Words.layers(host.layers()) + " stay on the host, which reads "
                    + Words.speed(bandwidth) + " (" + bandwidth.source().words() + "): "
                    + (acceleratorsAreFull()
                            ? "the accelerators have no room for more."
                            : "on the accelerators that have room they would not be quicker."));
        }
        if (host.expertLayers() > 0) {
            sentences.add("The experts of " + Words.layers(host.expertLayers())
                    + " stay on the host: a token uses only a few of them, so they cost less time there than whole"
                    + " layers would.");
        }
    }

    private void untouched() {
        for (DeviceBudget device : request.devices()) {
            boolean used =
                    plan.shares().stream().anyMatch(share -> share.deviceId().equals(device.id()));
            if (!used) {
                sentences.add(Words.device(device)
                        + (device.excluded()
                                ? " is excluded and holds nothing."
                                : " is not needed and holds nothing."));
            }
        }
    }

    private void slowest() {
        double sum = stages.stream().mapToDouble(Stage::seconds).sum();
        stages.stream()
                .filter(stage -> stage.seconds() > 0)
                .max(Comparator.comparingDouble(Stage::seconds))
                .filter(stage -> stage.seconds() < sum)
                .ifPresent(stage -> sentences.add("Most time goes to " + name(stage.deviceId()) + ": "
                        + Words.milliseconds(stage.seconds()) + " of " + Words.milliseconds(sum) + " per token."));
    }

    private void misfits() {
        for (Stage stage : stages) {
            long shared = stage.deviceId().equals(HostBudget.ID) ? SharedMemory.bytes(request, stages) : 0;
            String needs = capital(name(stage.deviceId())) + " would need " + Words.bytes(stage.bytes() + shared)
                    + (shared == 0
                            ? ""
                            : " with the " + Words.bytes(shared) + " that graphics units take of its memory");
            if (stage.verdict() == Verdict.DOES_NOT_FIT) {
                sentences.add(needs + ", but only " + Words.bytes(stage.freeBytes()) + " are free.");
            } else if (stage.verdict() == Verdict.TIGHT) {
                sentences.add(needs + ", which takes " + Words.bytes(stage.bytes() + shared - stage.limitBytes())
                        + " of its reserve.");
            }
        }
    }

    private String name(String deviceId) {
        return deviceId.equals(HostBudget.ID) ? "the host" : Words.device(budget(deviceId));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private DeviceBudget budget(String deviceId) {
        return request.devices().stream()
                .filter(device -> device.id().equals(deviceId))
                .findFirst()
                .orElseThrow();
    }
}
