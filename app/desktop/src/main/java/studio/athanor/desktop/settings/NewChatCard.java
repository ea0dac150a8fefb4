package studio.athanor.desktop.settings;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.core.chat.NewChatSettings;
import studio.athanor.core.presets.Preset;
import studio.athanor.core.presets.Presets;
import studio.athanor.core.settings.Settings;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;

/** How new conversations begin: preset and system prompt. */
final class NewChatCard extends Card {

    private static final int PROMPT_ROWS = 3;

    private final Settings settings;
    private final Presets presets;
    private final ComboBox<Preset> preset = new ComboBox<>();
    private final TextArea prompt = new TextArea();
    private boolean showing;

    NewChatCard(Texts texts, PaneContext context) {
        super(texts, "new.chat");
        settings = context.studio().settings();
        presets = context.studio().presets();
        preset.setId("new-chat-preset");
        preset.setAccessibleText(texts.get("new.chat.preset"));
        preset.setConverter(new Words<>(Preset::name));
        preset.setPromptText(texts.get("new.chat.preset.own"));
        preset.setOnAction(event -> {
            if (preset.getValue() != null) {
                change(now -> now.withSampling(preset.getValue().sampling()));
            }
        });
        row("new.chat.preset", texts.get("new.chat.preset.help"), preset);

        prompt.setId("new-chat-prompt");
        prompt.setAccessibleText(texts.get("new.chat.prompt"));
        prompt.setPromptText(texts.get("new.chat.prompt.none"));
        prompt.setPrefRowCount(PROMPT_ROWS);
        prompt.setWrapText(true);
        prompt.focusedProperty().subscribe((before, now) -> {
            if (!now) {
                keepPrompt();
            }
        });
        wideRow("new.chat.prompt", texts.get("new.chat.prompt.help"), prompt);

        var _ = presets.observe(all -> context.scheduler().execute(() -> offer(all)));
        var _ = settings.observe(
                NewChatSettings.SECTION, now -> context.scheduler().execute(() -> show(now.settings())));
    }

    private void keepPrompt() {
        String text = prompt.getText().strip();
        if (!text.equals(settings.get(NewChatSettings.SECTION).settings().systemPrompt())) {
            change(now -> now.withSystemPrompt(text));
        }
    }

    private void change(java.util.function.UnaryOperator<ChatSettings> change) {
        if (!showing) {
            settings.update(NewChatSettings.SECTION, now -> new NewChatSettings(change.apply(now.settings())));
        }
    }

    private void offer(List<Preset> all) {
        showing = true;
        preset.getItems().setAll(all);
        showing = false;
        show(settings.get(NewChatSettings.SECTION).settings());
    }

    /** While nobody has chosen, new conversations begin balanced. */
    private Optional<Preset> presetOf(ChatSettings now) {
        boolean untouched = now.sampling().equals(ChatSettings.defaults().sampling());
        return untouched ? presets.find(Presets.BALANCED) : presets.matching(now.sampling());
    }

    private void show(ChatSettings now) {
        showing = true;
        preset.setValue(presetOf(now).orElse(null));
        if (!prompt.isFocused()) {
            prompt.setText(now.systemPrompt());
        }
        showing = false;
    }
}
