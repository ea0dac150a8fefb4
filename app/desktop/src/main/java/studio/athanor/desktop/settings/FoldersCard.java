package studio.athanor.desktop.settings;

import java.nio.file.Path;
import javafx.scene.control.Button;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.home.StudioHome;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;

/** Where everything is kept. */
final class FoldersCard extends Card {

    FoldersCard(Texts texts, PaneContext context) {
        super(texts, "folders");
        StudioHome home = context.studio().home();
        row("folders.home", home.root() + "\n" + texts.get("folders.home.help"), reveal("home", home.root(), context));
        row(
                "folders.models",
                home.models() + "\n" + texts.get("folders.models.help"),
                reveal("models", home.models(), context));
        row("folders.logs", home.logs().toString(), reveal("logs", home.logs(), context));
    }

    private Button reveal(String id, Path folder, PaneContext context) {
        Button button = new Button(texts().get("folders.open"), new FontIcon(Feather.FOLDER));
        button.setId("reveal-" + id);
        button.setAccessibleText(texts().get("folders.open.name", texts().get("folders." + id)));
        button.setOnAction(event -> context.actions().reveal(folder));
        return button;
    }
}
