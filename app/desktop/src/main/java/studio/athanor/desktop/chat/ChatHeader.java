package studio.athanor.desktop.chat;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;

/** Above the messages: which model answers, and how full its context is. */
final class ChatHeader extends HBox {

    private static final Texts TEXTS = Texts.of(ChatHeader.class);

    /** A narrower header says in words only how full the context is. */
    private static final double LEAST_EMS_FOR_METER = 24;

    private final ChatModel model;
    private final Button picker = new Button();
    private final Label context = new Label();
    private final ProgressBar meter = new ProgressBar(0);
    private final HBox use = new HBox(meter, context);

    ChatHeader(ChatModel model, PaneContext paneContext, Runnable toggleList, BooleanProperty listShown) {
        this.model = model;
        getStyleClass().add("chat-header");
        Button list = IconButtons.make(Feather.SIDEBAR, TEXTS.get("list.toggle"), toggleList);
        list.setId("toggle-list");
        picker.setId("model-picker");
        picker.setMnemonicParsing(false);
        picker.getStyleClass().addAll("quiet", "model-button");
        picker.setGraphic(new FontIcon(Feather.CHEVRON_DOWN));
        picker.setContentDisplay(ContentDisplay.RIGHT);
        picker.setOnAction(event -> paneContext.actions().showModelPicker(picker));
        use.getStyleClass().add("context-meter");
        context.getStyleClass().addAll("muted", "small");
        context.setId("context-use");
        context.setMinWidth(USE_PREF_SIZE);
        meter.setMinWidth(0);
        use.setMinWidth(USE_PREF_SIZE);
        meter.managedProperty().bind(meter.visibleProperty());
        meter.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> getWidth()
                                > LEAST_EMS_FOR_METER * context.getFont().getSize(),
                        widthProperty(),
                        context.fontProperty()));
        meter.setFocusTraversable(false);
        Region left = new Region();
        Region right = new Region();
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(list, left, picker, use, right);
        model.settings().subscribe(this::updateModel);
        paneContext.model().ref().subscribe(this::updateModel);
        model.meter().loaded().subscribe(this::updateModel);
        model.meter().use().subscribe(this::updateUse);
    }

    /** Returns the name of the model that answers. */
    String modelName() {
        return entry().map(ChatHeader::nameOf).orElseGet(() -> TEXTS.get("header.noModel"));
    }

    /** A file that is not there was never read, and has no name of its own. */
    private static String nameOf(ModelEntry entry) {
        return entry.name().isBlank() ? String.valueOf(entry.file().getFileName()) : entry.name();
    }

    private Optional<ModelEntry> entry() {
        return model.model().flatMap(ref -> model.services().library().find(ref));
    }

    private void updateModel() {
        String name = modelName();
        picker.setText(name);
        picker.setTooltip(new Tooltip(name));
        picker.setAccessibleText(TEXTS.get("header.modelAccessible", name));
    }

    private void updateUse(ContextUse now) {
        use.setVisible(now.total() > 0);
        if (now.total() == 0) {
            return;
        }
        String total = ContextUse.brief(now.total());
        context.setText(
                now.known()
                        ? TEXTS.get("header.context", ContextUse.brief(now.used()), total)
                        : TEXTS.get("header.contextUnknown", total));
        meter.setProgress(now.fraction());
        meter.setAccessibleText(context.getText());
        if (now.known()) {
            context.setTooltip(new Tooltip(TEXTS.get("header.contextTip", now.used(), now.total())));
        }
    }
}
