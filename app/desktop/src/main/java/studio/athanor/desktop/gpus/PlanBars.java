package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.gpumonitor.placement.Placement;

/** What each device would hold by a plan: a bar, the numbers, and whether it fits. FX thread only. */
final class PlanBars extends GridPane {

    private final Texts texts = Texts.of(PlanBars.class);
    private final PlanWords words = new PlanWords();
    private final List<Line> lines = new ArrayList<>();

    PlanBars() {
        getStyleClass().add("plan-bars");
        ColumnConstraints name = new ColumnConstraints();
        name.setMinWidth(60);
        ColumnConstraints bar = new ColumnConstraints();
        bar.setHgrow(Priority.ALWAYS);
        bar.setFillWidth(true);
        bar.setMinWidth(60);
        ColumnConstraints numbers = new ColumnConstraints();
        numbers.setHalignment(HPos.RIGHT);
        numbers.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints verdict = new ColumnConstraints();
        verdict.setMinWidth(Region.USE_PREF_SIZE);
        getColumnConstraints().setAll(name, bar, numbers, verdict);
    }

    void show(List<PlannedPart> all, Function<String, String> names) {
        List<PlannedPart> parts = all.stream().filter(PlannedPart::matters).toList();
        while (lines.size() > parts.size()) {
            getChildren().removeAll(lines.removeLast().nodes());
        }
        while (lines.size() < parts.size()) {
            Line line = new Line();
            addRow(lines.size(), line.nodes().toArray(Region[]::new));
            lines.add(line);
        }
        for (int i = 0; i < parts.size(); i++) {
            lines.get(i).show(parts.get(i), names);
        }
    }

    private final class Line {

        private final Label name = new Label();
        private final StackBar bar = new StackBar();
        private final Label numbers = new Label();
        private final Label verdict = new Label();
        private final FontIcon icon = new FontIcon();

        Line() {
            name.getStyleClass().add("small");
            name.setTextOverrun(OverrunStyle.ELLIPSIS);
            name.setMaxWidth(220);
            numbers.getStyleClass().addAll("small", "number");
            verdict.getStyleClass().add("small");
            verdict.setGraphic(icon);
            verdict.setMinWidth(Region.USE_PREF_SIZE);
            numbers.setMinWidth(Region.USE_PREF_SIZE);
            bar.setMaxWidth(Double.MAX_VALUE);
        }

        List<Region> nodes() {
            return List.of(name, bar, numbers, verdict);
        }

        void show(PlannedPart part, Function<String, String> names) {
            String device = names.apply(part.deviceId());
            name.setText(part.isHost() || part.name().isEmpty() ? device : device + "  " + part.name());
            double capacity = Math.max(1, Math.max(part.capacityBytes(), part.freeBytes()));
            List<StackBar.Part> parts = new ArrayList<>();
            double others = (capacity - part.freeBytes()) / capacity;
            if (others > 0) {
                parts.add(new StackBar.Part("part-others", others));
            }
            parts.add(new StackBar.Part(
                    part.verdict() == Placement.Verdict.DOES_NOT_FIT ? "part-over" : "part-ours",
                    Math.min(1, part.bytes() / capacity)));
            bar.show(parts);
            numbers.setText(
                    part.actualBytes().isPresent()
                            ? texts.get(
                                    "bars.actual",
                                    Gibibytes.text(part.bufferBytes()),
                                    Gibibytes.text(part.actualBytes().getAsLong()))
                            : texts.get(
                                    "bars.planned",
                                    Gibibytes.text(part.bytes()),
                                    Gibibytes.text(part.limitBytes()),
                                    part.layers()));
            boolean differs = part.differs();
            boolean loaded = part.actualBytes().isPresent();
            Placement.Verdict mark =
                    loaded ? (differs ? Placement.Verdict.TIGHT : Placement.Verdict.FITS) : part.verdict();
            verdict.setText(loaded ? texts.get(differs ? "actual.differs" : "actual.agrees") : words.verdict(mark));
            icon.setIconCode(PlanWords.icon(mark));
            verdict.getStyleClass().setAll("label", "small", "verdict", PlanWords.style(mark));
        }
    }
}
