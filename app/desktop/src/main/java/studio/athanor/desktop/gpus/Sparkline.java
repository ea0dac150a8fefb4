package studio.athanor.desktop.gpus;

import java.util.List;
import java.util.Optional;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import studio.athanor.gpumonitor.DeviceHistory;
import studio.athanor.gpumonitor.Metric;

/** A small line of a card's last minutes. What was absent is a gap. FX thread only. */
final class Sparkline extends Region {

    private static final StyleablePropertyFactory<Sparkline> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<Sparkline, Paint> LINE =
            FACTORY.createPaintCssMetaData("-athanor-line", sparkline -> sparkline.line, Color.GRAY, false);

    /** Three minutes of readings while the pane is open. */
    private static final int SHOWN = 360;

    private final Metric metric;
    private final double most;
    private final Canvas canvas = new Canvas();
    private final StyleableObjectProperty<Paint> line =
            new SimpleStyleableObjectProperty<>(LINE, this, "line", Color.GRAY);
    private final double[] values = new double[SHOWN];
    private int count;

    /**
     * Creates a line without values.
     *
     * @param most the value at the top; 0 for the highest of the values
     */
    Sparkline(Metric metric, double most) {
        this.metric = metric;
        this.most = most;
        getStyleClass().add("sparkline");
        canvas.setManaged(false);
        getChildren().add(canvas);
        line.subscribe(paint -> draw());
    }

    void show(Optional<DeviceHistory> history) {
        count = history.map(each -> each.copy(metric, values)).orElse(0);
        draw();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    private void draw() {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight() - 2;
        graphics.clearRect(0, 0, width, canvas.getHeight());
        if (count < 2 || width <= 0) {
            return;
        }
        graphics.setStroke(line.get());
        graphics.setLineWidth(1.25);
        double top = top();
        double step = width / (values.length - 1);
        graphics.beginPath();
        boolean drawing = false;
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(values[i])) {
                drawing = false;
                continue;
            }
            double x = width - (count - 1 - i) * step;
            double y = 1 + height * (1 - Math.clamp(values[i] / top, 0, 1));
            if (drawing) {
                graphics.lineTo(x, y);
            } else {
                graphics.moveTo(x, y);
            }
            drawing = true;
        }
        graphics.stroke();
    }

    private double top() {
        if (most > 0) {
            return most;
        }
        double highest = 1;
        for (int i = 0; i < count; i++) {
            highest = Double.isNaN(values[i]) ? highest : Math.max(highest, values[i]);
        }
        return highest;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
