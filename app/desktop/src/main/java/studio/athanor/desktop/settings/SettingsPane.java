package studio.athanor.desktop.settings;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.desktop.shell.Pane;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The pane of settings. Whatever is changed is kept at once; there is no button to apply. */
public final class SettingsPane implements Pane {

    private static final double TEXT_COLUMN = 720;

    private final Texts texts = Texts.of(SettingsPane.class);
    private final PaneContext context;
    private final AppearanceModel appearance;
    private @Nullable ScrollPane view;
    private @Nullable AppearanceCard first;

    /** Creates the pane; its view is built when it is first shown. */
    public SettingsPane(PaneContext context, AppearanceModel appearance) {
        this.context = context;
        this.appearance = appearance;
    }

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public String title() {
        return texts.get("title");
    }

    @Override
    public Ikon icon() {
        return Feather.SETTINGS;
    }

    @Override
    public Node view() {
        if (view == null) {
            view = build();
        }
        return view;
    }

    @Override
    public void onShown() {
        if (first != null) {
            first.focusFirst();
        }
    }

    private ScrollPane build() {
        AppearanceCard appearanceCard = new AppearanceCard(texts, appearance, context.scheduler());
        first = appearanceCard;
        Label title = new Label(title());
        title.getStyleClass().add("heading");
        VBox column = new VBox(title);
        column.getStyleClass().add("settings-column");
        column.setMaxWidth(TEXT_COLUMN);
        column.getChildren()
                .addAll(List.of(
                        appearanceCard,
                        new NewChatCard(texts, context),
                        new LoadedModelsCard(texts, context),
                        new FoldersCard(texts, context),
                        new EngineCard(texts, context),
                        new AboutCard(texts, context)));
        StackPane centred = new StackPane(column);
        centred.getStyleClass().add("settings-page");
        ScrollPane scroll = new ScrollPane(centred);
        scroll.setId("settings-pane");
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(title());
        scroll.getStyleClass().addAll("pane", "settings-pane");
        scroll.getStylesheets().add(StyleSheets.of(SettingsPane.class, "settings.css"));
        return scroll;
    }
}
