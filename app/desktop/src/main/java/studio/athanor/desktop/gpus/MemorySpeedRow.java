package studio.athanor.desktop.gpus;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.EngineException;

/** How fast a card reads its memory, and the command that measures it. FX thread only. */
final class MemorySpeedRow extends HBox {

    private static final double GIGA = 1e9;

    private final Texts texts = Texts.of(MemorySpeedRow.class);
    private final BoardModel board;
    private final Label speed = new Label();
    private final Button measure = new Button(texts.get("card.measure"));
    private Optional<DeviceCard> card = Optional.empty();
    private String failure = "";

    MemorySpeedRow(BoardModel board) {
        this.board = board;
        speed.getStyleClass().addAll("small", "muted");
        speed.setWrapText(true);
        speed.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(speed, Priority.ALWAYS);
        measure.getStyleClass().add("small");
        measure.setMinWidth(Region.USE_PREF_SIZE);
        measure.setTooltip(new Tooltip(texts.get("card.measure.tip")));
        measure.setOnAction(event -> measure());
        getStyleClass().add("gpu-reserve");
        getChildren().addAll(speed, measure);
    }

    private void measure() {
        card.flatMap(DeviceCard::engineId).ifPresent(id -> {
            measure.setDisable(true);
            failure = "";
            speed.setText(texts.get("card.measuring"));
            board.measure(id, failed -> {
                measure.setDisable(false);
                failure = failed.map(MemorySpeedRow::words).orElse("");
                card.ifPresent(this::show);
            });
        });
    }

    private static String words(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof EngineException expected
                ? expected.getMessage() + " " + expected.remedy()
                : String.valueOf(cause.getMessage());
    }

    void show(DeviceCard shown) {
        card = Optional.of(shown);
        measure.setId("gpu-measure-" + shown.index());
        measure.setAccessibleText(texts.get("card.measure.name", Integer.toString(shown.index()), shown.name()));
        if (!measure.isDisabled()) {
            speed.setText(failure.isEmpty() ? text(shown) : failure);
        }
    }

    private String text(DeviceCard shown) {
        return shown.bytesPerSecond().isPresent()
                ? texts.get(
                        "card.speed",
                        String.format(
                                Locale.ENGLISH, "%.0f", shown.bytesPerSecond().getAsDouble() / GIGA))
                : texts.get("card.speed.unknown");
    }
}
