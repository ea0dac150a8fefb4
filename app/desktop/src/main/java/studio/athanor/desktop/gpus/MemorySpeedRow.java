package studio.athanor.desktop.gpus;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionException;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.EngineException;

/** How fast a device reads its memory, and the command that measures it. FX thread only. */
final class MemorySpeedRow extends HBox {

    private static final double GIGA = 1e9;

    private final Texts texts = Texts.of(MemorySpeedRow.class);
    private final BoardModel board;
    private final Label speed = new Label();
    private final Button measure = new Button(texts.get("card.measure"));
    private OptionalDouble bytesPerSecond = OptionalDouble.empty();
    private String failure = "";

    /**
     * @param name ends the id of the button
     * @param accessibleText of the button, which says what it measures
     */
    MemorySpeedRow(BoardModel board, String name, String accessibleText) {
        this.board = board;
        speed.getStyleClass().addAll("small", "muted");
        speed.setWrapText(true);
        speed.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(speed, Priority.ALWAYS);
        measure.setId("gpu-measure-" + name);
        measure.setAccessibleText(accessibleText);
        measure.getStyleClass().add("small");
        measure.setMinWidth(Region.USE_PREF_SIZE);
        measure.setTooltip(new Tooltip(texts.get("card.measure.tip")));
        getStyleClass().add("gpu-reserve");
        getChildren().addAll(speed, measure);
    }

    /**
     * Shows a device.
     *
     * @param engineId what engines call it; without one there is nothing to measure
     * @param measured how fast it read, if it was measured
     */
    void show(Optional<String> engineId, OptionalDouble measured) {
        setVisible(engineId.isPresent());
        setManaged(engineId.isPresent());
        bytesPerSecond = measured;
        measure.setOnAction(event -> engineId.ifPresent(this::measure));
        tell();
    }

    private void measure(String engineId) {
        measure.setDisable(true);
        failure = "";
        tell();
        board.measure(engineId, failed -> {
            measure.setDisable(false);
            failure = failed.map(MemorySpeedRow::words).orElse("");
            tell();
        });
    }

    private static String words(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof EngineException expected
                ? expected.getMessage() + " " + expected.remedy()
                : String.valueOf(cause.getMessage());
    }

    private void tell() {
        if (measure.isDisabled()) {
            speed.setText(texts.get("card.measuring"));
        } else if (!failure.isEmpty()) {
            speed.setText(failure);
        } else if (bytesPerSecond.isPresent()) {
            speed.setText(texts.get(
                    "card.speed", String.format(Locale.ENGLISH, "%.0f", bytesPerSecond.getAsDouble() / GIGA)));
        } else {
            speed.setText(texts.get("card.speed.unknown"));
        }
    }
}
