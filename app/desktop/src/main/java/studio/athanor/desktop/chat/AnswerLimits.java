package studio.athanor.desktop.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextRequest;

/** The parts of the inspector that are not numbers of the sampling. */
final class AnswerLimits {

    private static final Texts TEXTS = Texts.of(AnswerLimits.class);
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");
    private static final String THINKING = "enable_thinking";

    private final ChatModel model;
    private final TextArea system = area("inspector.system", "system-prompt");
    private final CheckBox randomSeed = new CheckBox(TEXTS.get("inspector.seedRandom"));
    private final TextField seed = field("inspector.seedValue", "seed");
    private final TextField maxTokens = field("inspector.maxTokens", "max-tokens");
    private final TextArea stops = area("inspector.stop", "stop-strings");
    private final TextArea schema = area("inspector.schema", "json-schema");
    private final Label schemaWrong = new Label();
    private final CheckBox thinking = new CheckBox(TEXTS.get("inspector.thinking"));
    private boolean showing;

    AnswerLimits(ChatModel model) {
        this.model = model;
        system.setPromptText(TEXTS.get("inspector.systemPrompt"));
        whenLeft(system, () -> change(now().withSystemPrompt(system.getText())));
        maxTokens.setPromptText(TEXTS.get("inspector.unlimited"));
        whenLeft(maxTokens, this::takeMaxTokens);
        maxTokens.setOnAction(event -> takeMaxTokens());
        whenLeft(
                stops,
                () -> change(now().withStopStrings(stops.getText()
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList())));
        schema.getStyleClass().add("code");
        schema.textProperty().subscribe((before, now) -> takeSchema());
        schemaWrong.getStyleClass().addAll("small", "field-error");
        schemaWrong.setWrapText(true);
        schemaWrong.setMinHeight(Region.USE_PREF_SIZE);
        schemaWrong.managedProperty().bind(schemaWrong.visibleProperty());
        schemaWrong.setVisible(false);
        seedFields();
        thinkingBox();
    }

    private void seedFields() {
        randomSeed.setId("seed-random");
        seed.disableProperty().bind(randomSeed.selectedProperty());
        randomSeed.selectedProperty().subscribe((before, random) -> {
            if (!showing) {
                takeSeed(random ? OptionalLong.empty() : OptionalLong.of(42));
            }
        });
        Runnable take = () -> {
            if (!randomSeed.isSelected()) {
                Optional<Long> typed = number(seed.getText(), 0, 0xffff_ffffL);
                seed.pseudoClassStateChanged(WRONG, typed.isEmpty());
                typed.ifPresent(value -> takeSeed(OptionalLong.of(value)));
            }
        };
        seed.setOnAction(event -> take.run());
        whenLeft(seed, take);
    }

    private void thinkingBox() {
        thinking.setId("thinking");
        thinking.setTooltip(new Tooltip(TEXTS.get("inspector.thinkingTip")));
        thinking.managedProperty().bind(thinking.visibleProperty());
        model.meter()
                .loaded()
                .subscribe(loaded -> thinking.setVisible(loaded != null
                        && loaded.chatTemplate()
                                .filter(template -> template.contains(THINKING))
                                .isPresent()));
        thinking.selectedProperty().subscribe((before, on) -> {
            Map<String, String> variables = new HashMap<>(now().templateVariables());
            variables.put(THINKING, Boolean.toString(on));
            change(now().withTemplateVariables(variables));
        });
    }

    Node systemPrompt() {
        return labelled("inspector.system", system);
    }

    List<Node> rest() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label seedLabel = new Label(TEXTS.get("inspector.seed"));
        seedLabel.setMinWidth(Region.USE_PREF_SIZE);
        randomSeed.setMinWidth(Region.USE_PREF_SIZE);
        seedLabel.setTooltip(new Tooltip(TEXTS.get("inspector.seedTip")));
        HBox seedRow = new HBox(seedLabel, space, randomSeed, seed);
        seedRow.getStyleClass().add("dial-row");
        Region tokensSpace = new Region();
        HBox.setHgrow(tokensSpace, Priority.ALWAYS);
        Label tokensLabel = new Label(TEXTS.get("inspector.maxTokens"));
        tokensLabel.setMinWidth(Region.USE_PREF_SIZE);
        tokensLabel.setTooltip(new Tooltip(TEXTS.get("inspector.maxTokensTip")));
        HBox tokensRow = new HBox(tokensLabel, tokensSpace, maxTokens);
        tokensRow.getStyleClass().add("dial-row");
        VBox schemaBox = labelled("inspector.schema", schema);
        schemaBox.getChildren().add(schemaWrong);
        return List.of(thinking, seedRow, tokensRow, labelled("inspector.stop", stops), schemaBox);
    }

    void show(ChatSettings settings) {
        showing = true;
        try {
            showText(system, settings.systemPrompt());
            OptionalLong fixed = settings.sampling().seed();
            randomSeed.setSelected(fixed.isEmpty());
            seed.setText(fixed.isPresent() ? Long.toString(fixed.getAsLong()) : "");
            seed.pseudoClassStateChanged(WRONG, false);
            maxTokens.setText(
                    settings.maxTokens() == TextRequest.UNTIL_CONTEXT_FULL
                            ? ""
                            : Integer.toString(settings.maxTokens()));
            maxTokens.pseudoClassStateChanged(WRONG, false);
            showText(stops, String.join("\n", settings.stopStrings()));
            if (!schema.isFocused()) {
                schema.setText(settings.jsonSchema().orElse(""));
                markSchema(Optional.empty());
            }
            thinking.setSelected(!"false".equals(settings.templateVariables().get(THINKING)));
        } finally {
            showing = false;
        }
    }

    private static void showText(TextArea area, String text) {
        if (!area.isFocused()) {
            area.setText(text);
        }
    }

    private ChatSettings now() {
        return model.settings().get();
    }

    private void change(ChatSettings next) {
        if (!showing) {
            model.changeSettings(next);
        }
    }

    private void takeSeed(OptionalLong value) {
        Sampling sampling = now().sampling();
        change(now().withSampling(
                        value.isPresent()
                                ? sampling.toBuilder().seed(value.getAsLong()).build()
                                : sampling.toBuilder().randomSeed().build()));
    }

    private void takeMaxTokens() {
        if (maxTokens.getText().isBlank()) {
            maxTokens.pseudoClassStateChanged(WRONG, false);
            change(now().withMaxTokens(TextRequest.UNTIL_CONTEXT_FULL));
            return;
        }
        Optional<Long> typed = number(maxTokens.getText(), 1, 10_000_000);
        maxTokens.pseudoClassStateChanged(WRONG, typed.isEmpty());
        typed.ifPresent(value -> change(now().withMaxTokens(value.intValue())));
    }

    private void takeSchema() {
        if (showing) {
            return;
        }
        Optional<String> wrong = SchemaCheck.problem(schema.getText());
        markSchema(wrong);
        if (wrong.isEmpty()) {
            change(now().withJsonSchema(schema.getText().isBlank() ? Optional.empty() : Optional.of(schema.getText())));
        }
    }

    private void markSchema(Optional<String> wrong) {
        schema.pseudoClassStateChanged(WRONG, wrong.isPresent());
        schemaWrong.setVisible(wrong.isPresent());
        schemaWrong.setText(wrong.orElse(""));
    }

    private static Optional<Long> number(String text, long least, long most) {
        try {
            long value = Long.parseLong(text.strip());
            return value >= least && value <= most ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void whenLeft(Node field, Runnable action) {
        field.focusedProperty().subscribe((before, now) -> {
            if (before && !now) {
                action.run();
            }
        });
    }

    private static TextField field(String key, String id) {
        TextField field = new TextField();
        field.setId(id);
        field.getStyleClass().addAll("small", "dial-field");
        field.setAccessibleText(TEXTS.get(key));
        return field;
    }

    private static TextArea area(String key, String id) {
        GrowingTextArea area = new GrowingTextArea(2, 10);
        area.setId(id);
        area.getStyleClass().add("small");
        area.setAccessibleText(TEXTS.get(key));
        return area;
    }

    private static VBox labelled(String key, Node field) {
        Label label = new Label(TEXTS.get(key));
        label.setLabelFor(field);
        if (!key.equals("inspector.system")) {
            label.setTooltip(new Tooltip(TEXTS.get(key + "Tip")));
        }
        VBox box = new VBox(label, field);
        box.getStyleClass().add("dial");
        return box;
    }
}
