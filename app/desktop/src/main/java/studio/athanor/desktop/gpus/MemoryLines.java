package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.Texts;

/** A bar of memory with its numbers at the right, and below it who holds it. FX thread only. */
final class MemoryLines extends VBox {

    private final Texts texts = Texts.of(MemoryLines.class);
    private final StackBar bar = new StackBar();
    private final Label numbers = new Label();
    private final Label owners = new Label();
    private final Tooltip tip = new Tooltip();

    MemoryLines() {
        getStyleClass().add("memory-lines");
        HBox.setHgrow(bar, Priority.ALWAYS);
        numbers.getStyleClass().addAll("number", "memory-numbers");
        numbers.setMinWidth(Region.USE_PREF_SIZE);
        numbers.setTooltip(tip);
        owners.getStyleClass().addAll("small", "muted");
        owners.setWrapText(true);
        owners.setMinHeight(Region.USE_PREF_SIZE);
        HBox line = new HBox(bar, numbers);
        line.getStyleClass().add("memory-line");
        getChildren().addAll(line, owners);
    }

    void show(MemoryShare memory) {
        List<StackBar.Part> parts = new ArrayList<>();
        int ours = 0;
        for (MemoryShare.Part part : memory.parts()) {
            String style = !part.ours() ? "part-others" : ours++ % 2 == 0 ? "part-ours" : "part-ours-too";
            parts.add(new StackBar.Part(style, memory.fraction(part.bytes())));
        }
        bar.show(parts);
        long total = memory.totalBytes().orElse(0);
        boolean unknown = !memory.isKnown();
        setVisible(total > 0 || !unknown);
        setManaged(total > 0 || !unknown);
        numbers.setText(
                unknown
                        ? Gibibytes.text(total)
                        : total == 0 ? Gibibytes.text(memory.heldBytes()) : Gibibytes.of(memory.heldBytes(), total));
        String names = memory.parts().stream()
                .map(part -> (part.owner().isEmpty() ? texts.get("memory.others") : part.owner()) + " "
                        + Gibibytes.text(part.bytes()))
                .collect(Collectors.joining(" · "));
        String free = total == 0 || memory.usedBytes().isEmpty()
                ? ""
                : texts.get("memory.free", Gibibytes.text(Math.max(0, total - memory.heldBytes())));
        String all = names.isEmpty() ? texts.get("memory.nobody") : names;
        owners.setText(
                unknown
                        ? texts.get("memory.unknown")
                        : memory.usedBytes().isPresent() ? all : texts.get("memory.ours.only", all));
        String spoken = texts.get("memory.tip", numbers.getText(), owners.getText(), free)
                .strip();
        if (!spoken.equals(tip.getText())) {
            tip.setText(spoken);
            numbers.setAccessibleText(spoken);
        }
    }
}
