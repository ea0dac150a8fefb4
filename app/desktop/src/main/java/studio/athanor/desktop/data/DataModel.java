package studio.athanor.desktop.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;
import studio.athanor.desktop.data.DataRooms.RunWish;
import studio.athanor.desktop.data.RecipeShelf.Origin;
import studio.athanor.desktop.data.RecipeShelf.Place;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.shell.Texts;

/** Which place of the pane is open, and what is open in it. FX thread only. */
final class DataModel implements AutoCloseable {

    private static final String LIVE = "data.preview.live";

    private final Texts texts = Texts.of(DataModel.class);
    private final DataServices services;
    private final GalleryModel gallery;
    private final RunsModel runs;
    private final BooleanProperty live;
    private final ReadOnlyObjectWrapper<DataPlace> place = new ReadOnlyObjectWrapper<>(DataPlace.GALLERY);
    private final ReadOnlyObjectWrapper<@Nullable Desk> desk = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RunModel> run = new ReadOnlyObjectWrapper<>();
    private int wish;

    DataModel(DataServices services) {
        this.services = services;
        gallery = new GalleryModel(services);
        runs = new RunsModel(services);
        live = services.context().memory().flag(LIVE, false);
        services.scheduler()
                .background(
                        () -> {
                            services.trash().empty();
                            return true;
                        },
                        done -> {});
    }

    DataServices services() {
        return services;
    }

    GalleryModel gallery() {
        return gallery;
    }

    RunsModel runs() {
        return runs;
    }

    ReadOnlyObjectProperty<DataPlace> place() {
        return place.getReadOnlyProperty();
    }

    /** Returns the recipe that is open; null if none is. */
    ReadOnlyObjectProperty<@Nullable Desk> desk() {
        return desk.getReadOnlyProperty();
    }

    /** Returns the run that is open; null if none is. */
    ReadOnlyObjectProperty<@Nullable RunModel> run() {
        return run.getReadOnlyProperty();
    }

    /** Looks again what there is, when the pane is shown. */
    void refresh() {
        gallery.refresh();
        runs.refresh();
        RunModel open = run.get();
        if (open != null) {
            open.refresh();
        }
    }

    void openFile(Path file) {
        Place at = services.recipes().place(file);
        if (at.origin() == Origin.ELSEWHERE) {
            gallery.remember(at.file());
        }
        open(at);
    }

    /** Opens a recipe, unless something else is wanted by the time it has been read. */
    void open(Place recipe) {
        int mine = ++wish;
        services.scheduler()
                .background(
                        () -> services.recipes().read(recipe.file()),
                        source -> {
                            if (mine == wish) {
                                show(recipe, source);
                            }
                        },
                        services.wording()::show);
    }

    private void show(Place recipe, String source) {
        closeDesk();
        EditorModel editor = new EditorModel(
                services.rooms(), services.scheduler(), services.recipes(), recipe, source, new Words());
        SlotsModel slots = new SlotsModel(services.context());
        editor.recipe().subscribe(now -> {
            if (now != null) {
                slots.follow(now);
            }
        });
        PreviewModel preview = new PreviewModel(
                services.rooms(),
                services.jobs(),
                services.scheduler(),
                editor,
                slots,
                texts.get("preview.job"),
                texts.get("unit.rows"));
        preview.live().bindBidirectional(live);
        desk.set(new Desk(editor, slots, preview));
        place.set(DataPlace.EDITOR);
    }

    /** Begins a run of the open recipe, if that is possible, and opens it unless something else is wanted by then. */
    void start() {
        Desk open = desk.get();
        if (open == null || runObstacle().isPresent()) {
            return;
        }
        Recipe recipe = open.editor().recipe().get();
        if (recipe == null) {
            return;
        }
        open.preview().cancel();
        RunWish order = new RunWish(
                open.editor().source().get(),
                recipe,
                open.editor().place().get().folder(),
                services.runs().next(recipe.name()),
                open.slots().chosen(),
                open.slots().rows().get());
        int mine = ++wish;
        runs.start(order, folder -> {
            if (mine == wish) {
                openRun(folder);
            }
        });
    }

    /** Returns why the open recipe cannot be run, a sentence. */
    Optional<String> runObstacle() {
        Desk open = desk.get();
        if (open == null) {
            return Optional.of("");
        }
        return switch (open.editor().state().get()) {
            case CHECKING -> Optional.of(texts.get("obstacle.checking"));
            case BROKEN, UNREADABLE -> Optional.of(texts.get("obstacle.problems"));
            case SOUND, WARNED -> missing(open.slots());
        };
    }

    private Optional<String> missing(SlotsModel slots) {
        if (runs.isStarting()) {
            return Optional.of(texts.get("run.loading"));
        }
        return slots.rows().get() == 0
                ? Optional.of(texts.get("obstacle.rows"))
                : slots.missing().map(slot -> texts.get("obstacle.model", slot));
    }

    /** Opens a run, unless something else is wanted by the time it is open. */
    void openRun(Path folder) {
        int mine = ++wish;
        services.scheduler()
                .background(
                        () -> services.rooms().open(folder),
                        store -> {
                            if (mine == wish) {
                                showRun(store);
                            } else {
                                letGo(store);
                            }
                        },
                        services.wording()::show);
    }

    private void letGo(RunStore store) {
        services.scheduler()
                .background(
                        () -> {
                            store.close();
                            return true;
                        },
                        done -> {});
    }

    private void showRun(RunStore store) {
        closeRun();
        run.set(new RunModel(services, runs, store));
        place.set(DataPlace.RUN);
    }

    /** Finds the models that a run was given, by their files in the library. */
    void modelsOf(RunModel open, Consumer<Map<String, ModelRef>> found) {
        List<ModelEntry> library = services.context().studio().library().models();
        services.scheduler()
                .background(
                        () -> {
                            Map<String, ModelRef> models = new LinkedHashMap<>();
                            for (SlotModel given : open.store().models()) {
                                library.stream()
                                        .filter(entry -> entry.file().equals(Path.of(given.file())))
                                        .findFirst()
                                        .ifPresent(entry -> models.put(given.slot(), entry.ref()));
                            }
                            return models;
                        },
                        found,
                        services.wording()::show);
    }

    /** Returns the slots of a run's recipe, with the models that are known. */
    SlotsModel slotsOf(RunModel open, Map<String, ModelRef> known) {
        SlotsModel slots = new SlotsModel(services.context());
        slots.follow(open.store().recipe());
        slots.slots().forEach(slot -> {
            ModelRef model = known.get(slot.name());
            if (model != null) {
                slot.model().set(model);
            }
        });
        return slots;
    }

    /** Goes back to where one came from: from a run to its recipe if that is open, else to the gallery. */
    void back() {
        wish++;
        switch (place.get()) {
            case RUN -> {
                closeRun();
                place.set(desk.get() == null ? DataPlace.GALLERY : DataPlace.EDITOR);
            }
            case EDITOR -> {
                closeDesk();
                place.set(DataPlace.GALLERY);
            }
            case GALLERY -> {}
        }
        refresh();
    }

    private void closeDesk() {
        Desk open = desk.get();
        if (open != null) {
            desk.set(null);
            open.close();
        }
    }

    private void closeRun() {
        RunModel open = run.get();
        if (open != null) {
            run.set(null);
            open.close();
        }
    }

    @Override
    public void close() {
        wish++;
        closeDesk();
        closeRun();
        runs.close();
    }

    private final class Words implements EditorModel.Told {

        @Override
        public void failed(Throwable failure) {
            services.wording().show(failure);
        }

        @Override
        public void copied(Place to) {
            services.notices()
                    .show(Notice.info(texts.get("recipe.copied", to.folder().getFileName())));
        }
    }

    /**
     * What belongs to an open recipe.
     *
     * @param editor its source and what that says
     * @param slots the models
     * @param preview some rows
     */
    record Desk(EditorModel editor, SlotsModel slots, PreviewModel preview) implements AutoCloseable {

        @Override
        public void close() {
            preview.close();
            slots.close();
            editor.close();
        }
    }
}
