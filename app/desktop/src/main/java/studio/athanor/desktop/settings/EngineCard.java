package studio.athanor.desktop.settings;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.settings.EngineSettings;
import studio.athanor.core.settings.Settings;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineProvider;

/** Which engines were found, and the folder that replaces the libraries that came with the program. */
final class EngineCard extends Card {

    private final Settings settings;
    private final Label folder = new Label();
    private final Button bundled = new Button();

    EngineCard(Texts texts, PaneContext context) {
        super(texts, "engines");
        settings = context.studio().settings();
        Label found = new Label(texts.get("engines.looking"));
        found.setId("engines-found");
        found.setWrapText(true);
        found.getStyleClass().add("muted");
        getChildren().add(found);
        EngineEnvironment environment = context.studio().environment();
        context.scheduler().background(() -> check(environment), lines -> found.setText(String.join("\n", lines)));

        Button choose = new Button(texts.get("engines.choose"), new FontIcon(Feather.FOLDER));
        choose.setId("engine-folder");
        choose.setAccessibleText(texts.get("engines.folder"));
        choose.setOnAction(event -> choose());
        bundled.setId("engine-bundled");
        bundled.setText(texts.get("engines.bundled"));
        bundled.getStyleClass().add("quiet");
        bundled.setOnAction(event -> keep(Optional.empty()));
        HBox buttons = new HBox(8, bundled, choose);
        buttons.getStyleClass().add("settings-control");
        row("engines.folder", texts.get("engines.folder.help"), buttons);
        folder.setWrapText(true);
        folder.getStyleClass().add("small");
        getChildren().add(folder);
        var _ = settings.observe(
                EngineSettings.SECTION, now -> context.scheduler().execute(() -> show(now.llamaFolder())));
    }

    private List<String> check(EngineEnvironment environment) {
        List<String> lines = new ArrayList<>();
        for (EngineProvider engine : ServiceLoader.load(EngineProvider.class)) {
            lines.add(
                    switch (engine.check(environment)) {
                        case Availability.Available(String build, String location) ->
                            texts().get("engines.found", engine.displayName(), build, location);
                        case Availability.Unavailable(String reason, String remedy) ->
                            texts().get("engines.missing", engine.displayName(), reason, remedy);
                    });
        }
        return lines.isEmpty() ? List.of(texts().get("engines.none")) : lines;
    }

    private void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(texts().get("engines.folder"));
        File chosen = chooser.showDialog(getScene().getWindow());
        if (chosen != null) {
            keep(Optional.of(chosen.toPath()));
        }
    }

    private void keep(Optional<Path> chosen) {
        settings.update(EngineSettings.SECTION, now -> new EngineSettings(chosen));
    }

    private void show(Optional<Path> chosen) {
        folder.setText(
                chosen.map(path -> texts().get("engines.folder.chosen", path)).orElse(""));
        folder.setVisible(chosen.isPresent());
        folder.setManaged(chosen.isPresent());
        bundled.setDisable(chosen.isEmpty());
    }
}
