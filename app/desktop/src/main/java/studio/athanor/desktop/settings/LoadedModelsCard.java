package studio.athanor.desktop.settings;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ComboBox;
import studio.athanor.core.models.IdleSettings;
import studio.athanor.core.settings.Settings;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;

/** How long models that nobody asks stay loaded. */
final class LoadedModelsCard extends Card {

    private static final List<Integer> MINUTES = List.of(0, 5, 15, 60, 240);

    private final ComboBox<Integer> minutes = new ComboBox<>();
    private boolean showing;

    LoadedModelsCard(Texts texts, PaneContext context) {
        super(texts, "loaded");
        Settings settings = context.studio().settings();
        minutes.setId("idle-minutes");
        minutes.setAccessibleText(texts.get("loaded.idle"));
        minutes.setConverter(new Words<>(
                value -> value == 0 ? texts.get("loaded.idle.never") : texts.get("loaded.idle.minutes", value)));
        minutes.setOnAction(event -> {
            Integer chosen = minutes.getValue();
            if (!showing && chosen != null) {
                settings.update(IdleSettings.SECTION, now -> now.withUnloadAfterMinutes(chosen));
            }
        });
        row("loaded.idle", texts.get("loaded.idle.help"), minutes);
        var _ = settings.observe(
                IdleSettings.SECTION, now -> context.scheduler().execute(() -> show(now)));
    }

    private void show(IdleSettings now) {
        showing = true;
        List<Integer> offered = new ArrayList<>(MINUTES);
        if (!offered.contains(now.unloadAfterMinutes())) {
            offered.add(now.unloadAfterMinutes());
        }
        minutes.getItems().setAll(offered);
        minutes.setValue(now.unloadAfterMinutes());
        showing = false;
    }
}
