package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextRequest;

/** How the open conversation is answered: preset, system prompt, sampling, limits, shape of the answer. */
final class ChatInspector extends ScrollPane implements AutoCloseable {

    private static final Texts TEXTS = Texts.of(ChatInspector.class);

    private final ChatModel model;
    private final List<DialRow> dials = new ArrayList<>();
    private final PresetPicker presets;
    private final AnswerLimits limits;
    private final ChoiceBox<Integer> mirostat = new ChoiceBox<>();
    private final ChoiceBox<TextRequest.Overflow> overflow = new ChoiceBox<>();
    private final VBox advanced = new VBox();
    private boolean showing;

    ChatInspector(ChatModel model, UiScheduler scheduler, Notices notices) {
        this.model = model;
        setId("chat-inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().addAll("chat-inspector", "edge-to-edge");
        getStylesheets().add(StyleSheets.of(ChatInspector.class, "chat.css"));
        presets = new PresetPicker(model, scheduler, notices);
        limits = new AnswerLimits(model);
        VBox content = new VBox();
        content.getStyleClass().add("inspector-content");
        content.getChildren().addAll(presets, limits.systemPrompt());
        Dial.MAIN.forEach(dial -> content.getChildren().add(row(dial)));
        content.getChildren().addAll(limits.rest());
        Dial.ADVANCED
                .subList(0, Dial.ADVANCED.size() - 2)
                .forEach(dial -> advanced.getChildren().add(row(dial)));
        advanced.getChildren().add(choice("mirostat", mirostat));
        Dial.ADVANCED
                .subList(Dial.ADVANCED.size() - 2, Dial.ADVANCED.size())
                .forEach(dial -> advanced.getChildren().add(row(dial)));
        advanced.getChildren().add(choice("overflow", overflow));
        advanced.getStyleClass().add("inspector-advanced");
        content.getChildren().addAll(fold(), advanced);
        setContent(content);
        fillChoices();
        model.settings().subscribe(this::show);
    }

    private DialRow row(Dial dial) {
        DialRow row = new DialRow(dial, value -> change(sampling -> dial.with(sampling, value)));
        dials.add(row);
        return row;
    }

    private Node fold() {
        Button fold = new Button(TEXTS.get("inspector.advanced"), new FontIcon(Feather.CHEVRON_RIGHT));
        fold.setId("advanced");
        fold.getStyleClass().addAll("quiet", "fold");
        fold.setOnAction(event -> {
            advanced.setVisible(!advanced.isVisible());
            fold.setGraphic(new FontIcon(advanced.isVisible() ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT));
        });
        advanced.setVisible(false);
        advanced.managedProperty().bind(advanced.visibleProperty());
        return fold;
    }

    private static Node choice(String key, ChoiceBox<?> box) {
        Label label = new Label(TEXTS.get("inspector." + key));
        label.setLabelFor(box);
        box.setId("choice-" + key);
        box.setAccessibleText(label.getText());
        box.setMaxWidth(Double.MAX_VALUE);
        VBox row = new VBox(label, box);
        row.getStyleClass().add("dial");
        return row;
    }

    private void fillChoices() {
        mirostat.getItems().setAll(0, 1, 2);
        mirostat.setConverter(words(version -> TEXTS.get(
                version == 0
                        ? "inspector.mirostatOff"
                        : version == 1 ? "inspector.mirostatV1" : "inspector.mirostatV2")));
        mirostat.valueProperty().subscribe((before, now) -> {
            if (now != null && !showing) {
                change(sampling -> sampling.toBuilder().mirostat(now).build());
            }
        });
        overflow.getItems().setAll(TextRequest.Overflow.values());
        overflow.setConverter(words(policy ->
                TEXTS.get(policy == TextRequest.Overflow.STOP ? "inspector.overflowStop" : "inspector.overflowShift")));
        overflow.valueProperty().subscribe((before, now) -> {
            if (now != null && !showing) {
                model.changeSettings(model.settings().get().withOverflow(now));
            }
        });
    }

    private void change(UnaryOperator<Sampling> change) {
        ChatSettings now = model.settings().get();
        if (!showing) {
            model.changeSettings(now.withSampling(change.apply(now.sampling())));
        }
    }

    private void show(ChatSettings settings) {
        showing = true;
        try {
            dials.forEach(dial -> dial.show(settings.sampling()));
            mirostat.setValue(settings.sampling().mirostat());
            overflow.setValue(settings.overflow());
            limits.show(settings);
            presets.show(settings.sampling());
        } finally {
            showing = false;
        }
    }

    /** Shows values as words; nothing is ever read from words. */
    static <T> StringConverter<T> words(Function<T, String> write) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : write.apply(value);
            }

            @Override
            public @Nullable T fromString(String text) {
                return null;
            }
        };
    }

    @Override
    public void close() {
        presets.close();
    }
}
