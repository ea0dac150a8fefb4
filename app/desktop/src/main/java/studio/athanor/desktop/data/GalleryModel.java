package studio.athanor.desktop.data;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.desktop.data.RecipeShelf.Place;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.shell.Texts;

/** The recipes there are. FX thread only. */
final class GalleryModel {

    private static final String FILES = "data.files";
    private static final int MOST_FILES = 20;

    private final Texts texts = Texts.of(GalleryModel.class);
    private final DataServices services;
    private final ObservableList<RecipeCard> all = FXCollections.observableArrayList();
    private final FilteredList<RecipeCard> cards = new FilteredList<>(all);
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private volatile List<RecipeCard> known = List.of();

    GalleryModel(DataServices services) {
        this.services = services;
    }

    /** Returns the recipes that match what was searched. */
    ObservableList<RecipeCard> cards() {
        return cards;
    }

    /** Returns whether they are being looked for. */
    ReadOnlyBooleanProperty looking() {
        return looking.getReadOnlyProperty();
    }

    /** Tells whether there are none at all, whatever is searched. */
    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns the recipes that match a query; for any thread. */
    List<RecipeCard> find(String query) {
        return known.stream().filter(card -> card.matches(query)).limit(12).toList();
    }

    void search(String query) {
        cards.setPredicate(card -> card.matches(query));
    }

    /** Looks which recipes there are. */
    void refresh() {
        looking.set(true);
        List<Path> files = openedFiles();
        services.scheduler()
                .background(
                        () -> read(files),
                        found -> {
                            looking.set(false);
                            known = found;
                            if (!found.equals(all)) {
                                all.setAll(found);
                            }
                        },
                        failure -> {
                            looking.set(false);
                            services.wording().show(failure);
                        });
    }

    private List<RecipeCard> read(List<Path> files) throws DataException {
        List<RecipeCard> found = new ArrayList<>();
        for (Path file : files) {
            found.add(card(services.recipes().place(file)));
        }
        for (Place place : services.recipes().list()) {
            found.add(card(place));
        }
        return found;
    }

    private RecipeCard card(Place place) {
        String name = name(place);
        String source;
        try {
            source = services.recipes().read(place.file());
        } catch (DataException e) {
            return new RecipeCard(place, name, "", List.of(), new LinkedHashMap<>(), String.valueOf(e.getMessage()));
        }
        DataRooms.Reading reading = services.rooms().read(source, place.file().toString());
        Optional<Recipe> recipe = reading.recipe();
        String problem = recipe.isPresent()
                ? ""
                : reading.problems().stream().findFirst().map(Problem::sentence).orElse(texts.get("card.unreadable"));
        List<String> columns = recipe.stream()
                .flatMap(each -> each.columns().stream())
                .filter(column -> !column.dropped())
                .map(Column::name)
                .toList();
        return new RecipeCard(
                place,
                recipe.map(Recipe::title).filter(title -> !title.isBlank()).orElse(name),
                recipe.map(Recipe::description).orElse(""),
                columns,
                sample(place, columns),
                problem);
    }

    private static String name(Place place) {
        String file = place.fileName();
        return file.startsWith("recipe.") ? String.valueOf(place.folder().getFileName()) : file;
    }

    /** A copy that has been changed may lack columns of the row that lies beside it. */
    private SequencedMap<String, String> sample(Place place, List<String> columns) {
        SequencedMap<String, String> sample = new LinkedHashMap<>();
        services.recipes().sample(place.file()).ifPresent(text -> {
            try {
                if (JsonParser.parseString(text) instanceof JsonObject row) {
                    columns.stream()
                            .filter(row::has)
                            .forEach(column -> sample.put(column, CellWords.gist(row.get(column))));
                }
            } catch (JsonParseException e) {
                sample.clear();
            }
        });
        return sample;
    }

    private List<Path> openedFiles() {
        return services.context().memory().text(FILES).lines().map(Path::of).toList();
    }

    /** Keeps a file from elsewhere among the recipes. */
    void remember(Path file) {
        keepFiles(Stream.concat(Stream.of(file), openedFiles().stream().filter(each -> !each.equals(file)))
                .limit(MOST_FILES)
                .toList());
    }

    private void keepFiles(List<Path> files) {
        services.context()
                .memory()
                .keepText(
                        FILES,
                        String.join("\n", files.stream().map(Path::toString).toList()));
    }

    /** Makes a recipe of the user's with one column, and hands out where it is. */
    void create(Consumer<Place> made) {
        Recipe blank = RecipeEdits.first(texts.get("new.name"), texts.get("new.title"), texts.get("new.prompt"));
        services.scheduler()
                .background(
                        () -> services.recipes()
                                .place(services.recipes()
                                        .create(blank.name(), services.rooms().write(blank))),
                        place -> {
                            refresh();
                            made.accept(place);
                        },
                        services.wording()::show);
    }

    /** Copies a recipe to the user's, and hands out where the copy is. */
    void duplicate(RecipeCard card, Consumer<Place> made) {
        services.scheduler()
                .background(
                        () -> services.recipes()
                                .place(services.recipes().duplicate(card.place().file())),
                        place -> {
                            refresh();
                            made.accept(place);
                        },
                        services.wording()::show);
    }

    /** Puts a recipe of the user's into the trash, or takes a file from elsewhere off the list; both can be taken back. */
    void remove(RecipeCard card) {
        switch (card.place().origin()) {
            case SHIPPED -> {}
            case OWN ->
                services.scheduler()
                        .background(
                                () -> services.recipes().trash(card.place().file()),
                                thrown -> {
                                    refresh();
                                    removed(card, () -> restore(thrown));
                                },
                                services.wording()::show);
            case ELSEWHERE -> {
                Path file = card.place().file();
                keepFiles(openedFiles().stream()
                        .filter(each -> !each.equals(file))
                        .toList());
                refresh();
                removed(card, () -> {
                    remember(file);
                    refresh();
                });
            }
        }
    }

    private void removed(RecipeCard card, Runnable back) {
        services.notices()
                .show(Notice.info(texts.get("recipe.deleted", card.title())).withRemedy(texts.get("undo"), back));
    }

    private void restore(Trash.Thrown thrown) {
        services.scheduler()
                .background(
                        () -> {
                            services.trash().restore(thrown);
                            return thrown;
                        },
                        done -> refresh(),
                        services.wording()::show);
    }
}
