package studio.athanor.desktop.gpus;

import java.util.Optional;
import java.util.OptionalDouble;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.gpumonitor.DeviceHistory;
import studio.athanor.gpumonitor.Metric;
import studio.athanor.gpumonitor.reading.DeviceState;

/** One card of the board. FX thread only. */
final class DeviceCardView extends VBox {

    private static final double GIB = 1L << 30;
    private static final double MOST_RESERVE_GIB = 8;
    private static final double STEP_GIB = 0.25;

    private final Texts texts = Texts.of(DeviceCardView.class);
    private final BoardModel board;
    private final Label index = new Label();
    private final Label name = new Label();
    private final Tooltip nameTip = new Tooltip();
    private final Label bus = new Label();
    private final Tooltip busTip = new Tooltip();
    private final Label state = new Label();
    private final MemoryLines memory = new MemoryLines();
    private final Sensor busy = new Sensor(Metric.GPU_PERCENT, 100);
    private final Sensor heat = new Sensor(Metric.GPU_CELSIUS, 110);
    private final Sensor power = new Sensor(Metric.WATTS, 0);
    private final HBox sensors = new HBox(busy, heat, power);
    private final Slider reserve = new Slider();
    private final Label reserveValue = new Label();
    private final CheckBox excluded = new CheckBox();
    private final HBox reserveRow;
    private final MemorySpeedRow speed;
    private final Label unused = new Label();
    private final Findings findings = new Findings();
    private Optional<String> engineId = Optional.empty();
    private boolean showing;

    DeviceCardView(BoardModel board, DeviceCard card) {
        this.board = board;
        setId("gpu-card-" + card.index());
        getStyleClass().addAll("card", "gpu-card");
        index.getStyleClass().add("gpu-index");
        index.setMinWidth(Region.USE_PREF_SIZE);
        name.getStyleClass().add("subheading");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        bus.getStyleClass().addAll("muted", "small", "code");
        bus.setMinWidth(Region.USE_PREF_SIZE);
        bus.setTooltip(busTip);
        name.setTooltip(nameTip);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox title = new HBox(index, name, gap, bus);
        title.getStyleClass().add("gpu-title");
        state.getStyleClass().add("gpu-state");
        state.setWrapText(true);
        sensors.getStyleClass().add("gpu-sensors");
        unused.setText(texts.get("card.unused"));
        unused.setWrapText(true);
        unused.getStyleClass().addAll("small", "muted");
        reserveRow = reserveRow();
        String number = Integer.toString(card.index());
        speed = new MemorySpeedRow(board, number, texts.get("card.measure.name", number, card.name()));
        excluded.setText(texts.get("card.exclude"));
        excluded.setTooltip(new Tooltip(texts.get("card.exclude.tip")));
        excluded.selectedProperty().subscribe((before, now) -> {
            if (!showing) {
                engineId.ifPresent(id -> board.setExcluded(id, now));
            }
        });
        getChildren().addAll(title, state, memory, sensors, reserveRow, speed, excluded, unused, findings);
        show(card);
    }

    private HBox reserveRow() {
        Label label = new Label(texts.get("card.reserve"));
        label.setLabelFor(reserve);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.getStyleClass().add("small");
        reserve.setMin(0);
        reserve.setBlockIncrement(STEP_GIB);
        reserve.getStyleClass().add("small");
        reserve.setTooltip(new Tooltip(texts.get("card.reserve.tip")));
        HBox.setHgrow(reserve, Priority.ALWAYS);
        reserve.valueProperty().subscribe((before, now) -> {
            if (!showing) {
                double steps = Math.rint(now.doubleValue() / STEP_GIB) * STEP_GIB;
                reserveValue.setText(Gibibytes.text((long) (steps * GIB)));
                if (!reserve.isValueChanging()) {
                    keepReserve(steps);
                }
            }
        });
        reserve.valueChangingProperty().subscribe((before, now) -> {
            if (before && !now) {
                keepReserve(Math.rint(reserve.getValue() / STEP_GIB) * STEP_GIB);
            }
        });
        reserveValue.getStyleClass().addAll("number", "small", "gpu-reserve-value");
        reserveValue.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(label, reserve, reserveValue);
        row.getStyleClass().add("gpu-reserve");
        return row;
    }

    private void keepReserve(double gibibytes) {
        engineId.ifPresent(id -> board.setReserve(id, (long) (gibibytes * GIB)));
    }

    void show(DeviceCard card) {
        showing = true;
        try {
            engineId = card.engineId();
            String number = Integer.toString(card.index());
            index.setText(number);
            name.setText(card.name());
            bus.setText(card.bus()
                    .orElse(
                            card.software()
                                    ? texts.get("card.software")
                                    : card.engineId().orElse("")));
            busTip.setText(texts.get("card.bus.tip", card.key(), card.engineId().orElse("–")));
            nameTip.setText(card.name());
            excluded.setAccessibleText(texts.get("card.exclude.name", number, card.name()));
            reserve.setAccessibleText(texts.get("card.reserve.name", number, card.name()));
            excluded.setId("gpu-exclude-" + number);
            reserve.setId("gpu-reserve-" + number);
            show(state, card.state() != DeviceState.OK);
            state.setText(texts.get("state." + card.state()));
            memory.show(card.memory());
            sensor(busy, card.key(), card.busyPercent(), "sensor.busy", "%.0f %%");
            sensor(heat, card.key(), card.celsius(), "sensor.heat", "%.0f °C");
            sensor(power, card.key(), card.watts(), "sensor.power", "%.0f W");
            show(sensors, busy.isManaged() || heat.isManaged() || power.isManaged());
            boolean usable = engineId.isPresent();
            show(reserveRow, usable);
            show(excluded, usable);
            speed.show(engineId, card.bytesPerSecond());
            show(unused, !usable && card.state() == DeviceState.OK);
            double total = card.memory().totalBytes().orElse(0) / GIB;
            reserve.setMax(Math.max(1, Math.min(MOST_RESERVE_GIB, Math.floor(total / 2))));
            if (!reserve.isValueChanging()) {
                reserve.setValue(card.reserveBytes() / GIB);
                reserveValue.setText(Gibibytes.text(card.reserveBytes()));
            }
            excluded.setSelected(card.excluded());
            findings.show(card.findings());
        } finally {
            showing = false;
        }
    }

    private void sensor(Sensor sensor, String key, OptionalDouble value, String text, String format) {
        show(sensor, value.isPresent());
        if (value.isPresent()) {
            sensor.show(
                    texts.get(text),
                    String.format(java.util.Locale.ENGLISH, format, value.getAsDouble()),
                    board.history(key));
        }
    }

    private static void show(Region part, boolean shown) {
        part.setVisible(shown);
        part.setManaged(shown);
    }

    /** A number with the line of its last minutes. */
    private static final class Sensor extends VBox {

        private final Label value = new Label();
        private final Sparkline line;

        Sensor(Metric metric, double most) {
            line = new Sparkline(metric, most);
            value.getStyleClass().addAll("small", "gpu-sensor-value");
            value.setMinWidth(USE_PREF_SIZE);
            getStyleClass().add("gpu-sensor");
            HBox.setHgrow(this, Priority.ALWAYS);
            getChildren().addAll(value, line);
        }

        void show(String name, String number, Optional<DeviceHistory> history) {
            value.setText(number);
            if (value.getTooltip() == null) {
                value.setTooltip(new Tooltip(name));
            }
            value.setAccessibleText(name + ": " + number);
            line.show(history);
        }
    }
}
