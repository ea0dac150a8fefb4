package studio.athanor.desktop.data;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.Theme;

/** The recipes as cards, or the runs as a table. FX thread only. */
final class GalleryView extends BorderPane {

    private static final double LEAST_CARD_EMS = 22;
    private static final double PADDING = 32;

    private final Texts texts = Texts.of(GalleryView.class);
    private final DataModel model;
    private final TilePane cards = new TilePane(CardColumns.GAP, CardColumns.GAP);
    private final ScrollPane scroll = new ScrollPane();
    private final VBox empty;
    private final Label noMatch = Buttons.wrapped("", "muted");
    private final ToggleButton recipes;
    private final ToggleButton runs;
    private final TextField search = new TextField();
    private final RunsTable table;

    GalleryView(DataModel model, DataFiles files) {
        this.model = model;
        setId("data-gallery");
        table = new RunsTable(model);
        ToggleGroup group = new ToggleGroup();
        recipes = toggle("gallery-recipes", texts.get("recipes"), group);
        runs = toggle("gallery-runs", texts.get("runs"), group);
        empty = emptyState(files);
        cards.getStyleClass().add("recipe-cards");
        cards.setPrefColumns(1);
        noMatch.setId("recipes-no-match");
        StackPane content = new StackPane(new VBox(cards), empty, noMatch);
        StackPane.setAlignment(empty, Pos.TOP_LEFT);
        StackPane.setAlignment(noMatch, Pos.TOP_LEFT);
        content.getStyleClass().add("gallery-content");
        scroll.setContent(content);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setAccessibleText(texts.get("recipes"));
        scroll.getStyleClass().addAll("edge-to-edge", "gallery-scroll");
        scroll.viewportBoundsProperty().subscribe(bounds -> fitCards(bounds.getWidth()));
        setTop(bar(files));
        setCenter(scroll);
        recipes.setSelected(true);
        group.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                before.setSelected(true);
            } else {
                setCenter(runs.isSelected() ? table : scroll);
                search.setVisible(recipes.isSelected());
            }
        });
        model.gallery().cards().addListener((ListChangeListener<RecipeCard>) change -> showCards());
        model.gallery().looking().subscribe(looking -> showEmpty());
        showCards();
    }

    void focusFirst() {
        if (runs.isSelected()) {
            table.requestFocus();
        } else {
            search.requestFocus();
        }
    }

    private static ToggleButton toggle(String id, String words, ToggleGroup group) {
        ToggleButton toggle = new ToggleButton(words);
        toggle.setId(id);
        toggle.setToggleGroup(group);
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        return toggle;
    }

    private HBox bar(DataFiles files) {
        search.setId("recipes-search");
        search.setPromptText(texts.get("recipes.search"));
        search.setAccessibleText(texts.get("recipes.search"));
        search.textProperty().subscribe(query -> {
            model.gallery().search(query);
            showEmpty();
        });
        search.setMinWidth(60);
        recipes.getStyleClass().add("left-pill");
        runs.getStyleClass().add("right-pill");
        HBox toggles = new HBox(recipes, runs);
        toggles.setMinWidth(Region.USE_PREF_SIZE);
        Button open = Buttons.of(
                "recipe-open-file",
                texts.get("recipe.open"),
                Feather.FOLDER,
                () -> files.chooseRecipe().ifPresent(model::openFile));
        Button made = Buttons.of(
                "recipe-new",
                texts.get("recipe.new"),
                Feather.FILE_PLUS,
                () -> model.gallery().create(model::open));
        made.getStyleClass().add("accent");
        Label title = Buttons.heading(texts.get("title"));
        title.setMinWidth(Region.USE_PREF_SIZE);
        HBox bar = new HBox(title, toggles, Buttons.gap(), search, open, made);
        bar.getStyleClass().addAll("pane-header", "data-bar");
        return bar;
    }

    private VBox emptyState(DataFiles files) {
        Button made = Buttons.of(
                "empty-new",
                texts.get("recipe.new"),
                Feather.FILE_PLUS,
                () -> model.gallery().create(model::open));
        made.getStyleClass().add("accent");
        Button open = Buttons.of(
                "empty-open",
                texts.get("recipe.open"),
                Feather.FOLDER,
                () -> files.chooseRecipe().ifPresent(model::openFile));
        VBox box = new VBox(
                Buttons.wrapped(texts.get("empty.title"), "subheading"),
                Buttons.wrapped(texts.get("empty.text"), "muted"),
                new HBox(8, made, open));
        box.setId("recipes-empty");
        box.getStyleClass().addAll("card", "data-empty");
        box.setMaxHeight(Region.USE_PREF_SIZE);
        return box;
    }

    private void showCards() {
        cards.getChildren()
                .setAll(model.gallery().cards().stream()
                        .map(card -> new RecipeCardView(model, card))
                        .toList());
        showEmpty();
    }

    private void showEmpty() {
        boolean none = model.gallery().isEmpty() && !model.gallery().looking().get();
        empty.setVisible(none);
        empty.setManaged(none);
        boolean searchedInVain =
                !model.gallery().isEmpty() && cards.getChildren().isEmpty();
        noMatch.setText(texts.get("recipes.none", search.getText().strip()));
        noMatch.setVisible(searchedInVain);
        noMatch.setManaged(searchedInVain);
    }

    private void fitCards(double width) {
        double em = cards.getChildren().isEmpty()
                ? Theme.BASE_FONT_PIXELS
                : ((RecipeCardView) cards.getChildren().getFirst()).em();
        CardColumns columns = CardColumns.in(width - PADDING, LEAST_CARD_EMS * em);
        cards.setPrefColumns(columns.count());
        cards.setPrefTileWidth(columns.width());
    }
}
