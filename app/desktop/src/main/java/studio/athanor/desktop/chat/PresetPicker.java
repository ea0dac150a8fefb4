package studio.athanor.desktop.chat;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.presets.Preset;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Sampling;

/** Chooses a preset, or keeps the present values as one. */
final class PresetPicker extends VBox implements AutoCloseable {

    private static final Texts TEXTS = Texts.of(PresetPicker.class);

    private final ChatModel model;
    private final UiScheduler scheduler;
    private final Notices notices;
    private final ComboBox<Preset> box = new ComboBox<>();
    private final Button save;
    private final Button delete;
    private final TextField name = new TextField();
    private final HBox naming = new HBox();
    private final Subscription changes;
    private boolean showing;

    PresetPicker(ChatModel model, UiScheduler scheduler, Notices notices) {
        this.model = model;
        this.scheduler = scheduler;
        this.notices = notices;
        getStyleClass().add("dial");
        Label label = new Label(TEXTS.get("inspector.preset"));
        label.setLabelFor(box);
        box.setId("preset");
        box.setAccessibleText(label.getText());
        box.setConverter(ChatInspector.words(Preset::name));
        box.setButtonCell(new ChosenCell());
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.valueProperty().subscribe((before, now) -> {
            if (now != null && !showing) {
                choose(now);
            }
        });
        save = IconButtons.make(Feather.PLUS, TEXTS.get("inspector.savePreset"), this::startNaming);
        save.setId("save-preset");
        delete = IconButtons.make(Feather.TRASH_2, TEXTS.get("inspector.deletePreset"), this::deleteChosen);
        delete.setId("delete-preset");
        delete.managedProperty().bind(delete.visibleProperty());
        HBox row = new HBox(4, box, save, delete);
        row.setAlignment(Pos.CENTER_LEFT);
        buildNaming();
        getChildren().addAll(label, row, naming);
        changes = model.services().presets().observe(all -> scheduler.execute(() -> fill(all)));
    }

    private void buildNaming() {
        name.setId("preset-name");
        name.setPromptText(TEXTS.get("inspector.presetName"));
        name.setAccessibleText(TEXTS.get("inspector.presetName"));
        name.setOnAction(event -> saveNamed());
        HBox.setHgrow(name, Priority.ALWAYS);
        Button keep = new Button(TEXTS.get("inspector.save"));
        keep.setOnAction(event -> saveNamed());
        Button cancel = IconButtons.make(Feather.X, TEXTS.get("inspector.cancel"), () -> naming.setVisible(false));
        naming.setSpacing(4);
        naming.getChildren().addAll(name, keep, cancel);
        naming.managedProperty().bind(naming.visibleProperty());
        naming.setVisible(false);
    }

    private void fill(List<Preset> all) {
        showing = true;
        try {
            box.getItems().setAll(all);
        } finally {
            showing = false;
        }
        show(model.settings().get().sampling());
    }

    void show(Sampling sampling) {
        showing = true;
        try {
            Optional<Preset> chosen = model.services().presets().matching(sampling);
            box.setValue(chosen.orElse(null));
            box.setTooltip(
                    chosen.map(preset -> new Tooltip(preset.description())).orElse(null));
            delete.setVisible(chosen.filter(preset -> !preset.builtIn()).isPresent());
            save.setDisable(chosen.isPresent());
        } finally {
            showing = false;
        }
    }

    private void choose(Preset preset) {
        Sampling now = model.settings().get().sampling();
        Sampling next = now.seed().isPresent()
                ? preset.sampling().toBuilder().seed(now.seed().getAsLong()).build()
                : preset.sampling();
        model.changeSettings(model.settings().get().withSampling(next));
    }

    private void startNaming() {
        naming.setVisible(true);
        name.clear();
        name.requestFocus();
    }

    private void saveNamed() {
        String wanted = name.getText().strip();
        Sampling sampling = model.settings().get().sampling();
        if (!wanted.isEmpty()) {
            scheduler.background(
                    () -> model.services().presets().save(wanted, "", sampling),
                    saved -> naming.setVisible(false),
                    notices::show);
        }
    }

    private void deleteChosen() {
        @Nullable Preset chosen = box.getValue();
        if (chosen != null) {
            scheduler.background(
                    () -> {
                        model.services().presets().delete(chosen.id());
                        return chosen;
                    },
                    deleted -> {},
                    notices::show);
        }
    }

    @Override
    public void close() {
        changes.close();
    }

    /** Names the chosen preset, or says that the values are none of them. */
    private static final class ChosenCell extends ListCell<Preset> {
        @Override
        protected void updateItem(@Nullable Preset preset, boolean empty) {
            super.updateItem(preset, empty);
            setText(preset == null ? TEXTS.get("inspector.presetCustom") : preset.name());
        }
    }
}
