package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.gpumonitor.reading.DeviceState;

/** One small bar for each card, for the status bar: our models, other programs, free. FX thread only. */
public final class DeviceBars extends HBox {

    /** The numbers of more cards have no room in a small window; their tooltips have them. */
    private static final int MOST_WITH_NUMBERS = 4;

    private final Texts texts = Texts.of(DeviceBars.class);
    private final Runnable open;
    private final List<Mini> bars = new ArrayList<>();
    private List<DeviceCard.Glance> shown = List.of();

    /**
     * Creates bars that follow the cards.
     *
     * @param open shows the pane of cards
     */
    public DeviceBars(BoardModel board, Runnable open) {
        this.open = open;
        setId("status-devices");
        getStyleClass().add("device-bars");
        getStylesheets().add(StyleSheets.of(DeviceBars.class, "gpus.css"));
        setMinWidth(0);
        board.state().subscribe(this::show);
    }

    private void show(@Nullable BoardState state) {
        List<DeviceCard.Glance> glances =
                Optional.ofNullable(state).map(BoardState::glances).orElse(List.of());
        if (glances.equals(shown)) {
            return;
        }
        shown = glances;
        while (bars.size() > glances.size()) {
            getChildren().remove(bars.removeLast());
        }
        while (bars.size() < glances.size()) {
            Mini bar = new Mini();
            bars.add(bar);
            getChildren().add(bar);
        }
        for (int i = 0; i < glances.size(); i++) {
            bars.get(i).show(glances.get(i));
        }
    }

    private final class Mini extends Button {

        private final Label index = new Label();
        private final StackBar bar = new StackBar();
        private final Label numbers = new Label();
        private final Tooltip tip = new Tooltip();

        Mini() {
            getStyleClass().addAll("status-button", "device-bar");
            bar.setMinWidth(DeviceCard.Glance.STEPS);
            bar.setPrefWidth(DeviceCard.Glance.STEPS);
            numbers.getStyleClass().add("number");
            HBox content = new HBox(4, index, bar, numbers);
            content.setAlignment(Pos.CENTER_LEFT);
            setGraphic(content);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setMinWidth(USE_PREF_SIZE);
            setTooltip(tip);
            setOnAction(event -> open.run());
        }

        void show(DeviceCard.Glance glance) {
            setId("status-device-" + glance.index());
            index.setText(Integer.toString(glance.index()));
            double ours = (double) glance.oursSteps() / DeviceCard.Glance.STEPS;
            double held = (double) glance.heldSteps() / DeviceCard.Glance.STEPS;
            bar.show(List.of(
                    new StackBar.Part("part-ours", ours), new StackBar.Part("part-others", Math.max(0, held - ours))));
            numbers.setText(
                    glance.state() != DeviceState.OK
                            ? texts.get("glance." + glance.state())
                            : glance.held().isEmpty()
                                    ? glance.total() + " GiB"
                                    : glance.held() + "/" + glance.total() + " GiB");
            boolean room = shown.size() <= MOST_WITH_NUMBERS || glance.state() != DeviceState.OK;
            numbers.setVisible(room);
            numbers.setManaged(room);
            String text = texts.get(
                    "glance.tip",
                    glance.index(),
                    glance.name(),
                    glance.ours(),
                    glance.held().isEmpty() ? "?" : glance.held(),
                    glance.total(),
                    texts.get("glance." + glance.state()));
            tip.setText(text);
            setAccessibleText(text);
        }
    }
}
