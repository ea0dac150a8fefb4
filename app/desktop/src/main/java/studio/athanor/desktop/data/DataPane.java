package studio.athanor.desktop.data;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.desktop.palette.PaletteItem;
import studio.athanor.desktop.palette.PaletteSource;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.Pane;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shortcuts.Command;
import studio.athanor.desktop.shortcuts.Shortcuts;

/** The pane of datasets: recipes, runs and their rows. */
public final class DataPane implements Pane {

    private final Texts texts = Texts.of(DataPane.class);
    private final PaneContext context;
    private final Overlays overlays;
    private final DataModel model;
    private final DataFiles files;
    private @Nullable DataView view;

    /**
     * Creates the pane; its view is built when it is first shown.
     *
     * @param overlays the layer of dialogs
     * @param window the window that file choosers open over
     */
    public DataPane(PaneContext context, Overlays overlays, Supplier<Window> window) {
        this(context, overlays, window, new ModuleRooms(context.studio()));
    }

    DataPane(PaneContext context, Overlays overlays, Supplier<Window> window, DataRooms rooms) {
        this.context = context;
        this.overlays = overlays;
        model = new DataModel(DataServices.of(context, rooms, InstantSource.system()));
        files = new DataFiles(context.memory(), window);
    }

    @Override
    public String id() {
        return "data";
    }

    @Override
    public String title() {
        return texts.get("title");
    }

    @Override
    public Ikon icon() {
        return Feather.DATABASE;
    }

    @Override
    public Node view() {
        if (view == null) {
            view = new DataView(model, overlays, files);
        }
        return view;
    }

    @Override
    public List<Command> commands() {
        String group = texts.get("title");
        context.shortcuts().addHint(new Shortcuts.KeyHint(group, texts.get("keys.move"), texts.get("keys.move.title")));
        context.shortcuts().addHint(new Shortcuts.KeyHint(group, texts.get("keys.undo"), texts.get("keys.undo.title")));
        return List.of(
                Command.of("data.new", group, texts.get("recipe.new"), Feather.FILE_PLUS, () -> {
                    context.actions().showPane(id());
                    model.gallery().create(model::open);
                }),
                Command.of("data.open", group, texts.get("recipe.open"), Feather.FOLDER, () -> {
                    context.actions().showPane(id());
                    files.chooseRecipe().ifPresent(model::openFile);
                }),
                Command.of("data.run", group, texts.get("recipe.run"), Feather.PLAY, model::start)
                        .withKeys("Shortcut+Shift+R")
                        .enabledWhen(() -> model.place().get() == DataPlace.EDITOR
                                && model.runObstacle().isEmpty()),
                Command.of("data.preview", group, texts.get("recipe.preview"), Feather.EYE, this::preview)
                        .withKeys("Shortcut+Shift+V")
                        .enabledWhen(() -> model.place().get() == DataPlace.EDITOR));
    }

    private void preview() {
        DataModel.Desk desk = model.desk().get();
        if (desk != null) {
            desk.preview().start();
        }
    }

    @Override
    public PaletteSource paletteSource() {
        return query -> model.gallery().find(query).stream()
                .map(card -> PaletteItem.of(card.title(), card.place().fileName(), Feather.DATABASE, () -> {
                    context.actions().showPane(id());
                    model.open(card.place());
                }))
                .toList();
    }

    @Override
    public void onShown() {
        model.refresh();
        if (view != null) {
            view.focusFirst();
        }
    }

    @Override
    public boolean onEscape() {
        boolean inside = model.place().get() != DataPlace.GALLERY;
        model.back();
        return inside;
    }

    @Override
    public void close() {
        model.close();
    }

    /** Returns the model, which tests ask. */
    DataModel model() {
        return model;
    }
}
