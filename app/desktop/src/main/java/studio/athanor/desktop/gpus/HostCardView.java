package studio.athanor.desktop.gpus;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.gpumonitor.placement.HostBudget;

/** The processor and the machine's own memory, beside the cards. FX thread only. */
final class HostCardView extends VBox {

    private final Texts texts = Texts.of(HostCardView.class);
    private final MemoryLines memory = new MemoryLines();
    private final Label busy = new Label();
    private final MemorySpeedRow speed;

    HostCardView(BoardModel board) {
        speed = new MemorySpeedRow(board, "host", texts.get("host.measure.name"));
        setId("gpu-card-host");
        getStyleClass().addAll("card", "gpu-card");
        Label name = new Label(texts.get("host"));
        name.getStyleClass().add("subheading");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        busy.getStyleClass().addAll("small", "muted", "number");
        busy.setMinWidth(Region.USE_PREF_SIZE);
        HBox title = new HBox(name, gap, busy);
        title.getStyleClass().add("gpu-title");
        getChildren().addAll(title, memory, speed);
    }

    void show(MemoryShare host, OptionalDouble processorPercent, OptionalDouble bytesPerSecond) {
        memory.show(host);
        speed.show(Optional.of(HostBudget.ID), bytesPerSecond);
        busy.setVisible(processorPercent.isPresent());
        if (processorPercent.isPresent()) {
            busy.setText(texts.get("host.busy", String.format(Locale.ENGLISH, "%.0f", processorPercent.getAsDouble())));
        }
    }
}
