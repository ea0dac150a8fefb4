package studio.athanor.desktop.gpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The cards above, the models and their layers below. FX thread only. */
final class GpusView extends ScrollPane {

    private final Texts texts = Texts.of(GpusView.class);
    private final BoardModel board;
    private final PlansModel plans;
    private final Notices notices;
    private final Button find = new Button();
    private final Label failure = new Label();
    private final VBox empty;
    private final Label emptyText = new Label();
    private final Findings findings = new Findings();
    private final CardGrid grid = new CardGrid();
    private final HostCardView host;
    private final Map<String, DeviceCardView> cards = new HashMap<>();
    private final ToggleGroup rowGroup = new ToggleGroup();
    private final VBox rows = new VBox();
    private final Label noRows = new Label();
    private final HBox header;
    private final MenuButton add = new MenuButton();
    private List<String> names = List.of();

    GpusView(BoardModel board, PlansModel plans, Notices notices) {
        this.board = board;
        host = new HostCardView(board);
        this.notices = notices;
        this.plans = plans;
        header = PlanRowView.header(texts);
        empty = emptyState();
        setId("gpus-pane");
        setFitToWidth(true);
        setFocusTraversable(false);
        setAccessibleText(texts.get("title"));
        getStyleClass().addAll("pane", "gpus-pane", "edge-to-edge");
        getStylesheets().add(StyleSheets.of(GpusView.class, "gpus.css"));
        failure.setId("gpus-failure");
        failure.setWrapText(true);
        failure.setMinHeight(Region.USE_PREF_SIZE);
        failure.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
        failure.getStyleClass().addAll("verdict", "verdict-tight");
        grid.getChildren().add(host);
        rows.setId("gpus-plans");
        rows.getStyleClass().add("plan-rows");
        noRows.setText(texts.get("plans.none"));
        noRows.getStyleClass().add("muted");
        noRows.setWrapText(true);
        noRows.setMinHeight(Region.USE_PREF_SIZE);
        VBox content = new VBox(
                bar(),
                failure,
                findings,
                empty,
                grid,
                plansBar(),
                noRows,
                header,
                rows,
                new PlanDetail(plans, board::nameOf));
        content.getStyleClass().add("gpus-content");
        setContent(content);

        board.state().subscribe(this::show);
        board.searching().subscribe(this::showEmpty);
        board.engineDevices().subscribe(this::showEmpty);
        board.failure().subscribe(this::show);
        plans.rows().addListener((ListChangeListener<PlanRow>) change -> showRows());
        showRows();
    }

    void focusFirst() {
        (find.isDisabled() ? add : find).requestFocus();
    }

    private HBox bar() {
        Label title = new Label(texts.get("title"));
        title.getStyleClass().add("heading");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        find.setId("gpus-find");
        find.setText(texts.get("find"));
        find.setGraphic(new FontIcon(Feather.REFRESH_CW));
        find.setOnAction(event -> board.findAgain());
        find.disableProperty().bind(board.searching());
        find.setMinWidth(Region.USE_PREF_SIZE);
        find.fontProperty().subscribe(font -> grid.textIs(font.getSize()));
        HBox bar = new HBox(title, gap, find);
        bar.getStyleClass().add("gpus-bar");
        return bar;
    }

    private VBox emptyState() {
        Label title = new Label(texts.get("empty.title"));
        title.getStyleClass().add("subheading");
        emptyText.setId("gpus-empty-text");
        emptyText.setWrapText(true);
        emptyText.setMinHeight(Region.USE_PREF_SIZE);
        emptyText.getStyleClass().add("muted");
        VBox box = new VBox(title, emptyText);
        box.setId("gpus-empty");
        box.getStyleClass().addAll("card", "gpus-empty");
        title.textProperty()
                .bind(board.searching().map(searching -> texts.get(searching ? "empty.searching" : "empty.title")));
        return box;
    }

    private HBox plansBar() {
        Label title = new Label(texts.get("plans"));
        title.getStyleClass().add("subheading");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        add.setId("gpus-add");
        add.setText(texts.get("plans.add"));
        add.setGraphic(new FontIcon(Feather.PLUS));
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setOnShowing(event -> fillMenu());
        fillMenu();
        HBox bar = new HBox(title, gap, add);
        bar.getStyleClass().addAll("gpus-bar", "plans-bar");
        return bar;
    }

    private void fillMenu() {
        List<MenuItem> items = plans.candidates().stream().map(this::item).toList();
        if (items.isEmpty()) {
            MenuItem none = new MenuItem(texts.get("plans.add.none"));
            none.setDisable(true);
            items = List.of(none);
        }
        add.getItems().setAll(items);
    }

    private MenuItem item(ModelEntry entry) {
        MenuItem item = new MenuItem(entry.name());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> plans.add(entry));
        return item;
    }

    private void show(@Nullable BoardState state) {
        showEmpty();
        if (state == null) {
            return;
        }
        findings.show(state.findings());
        host.show(state.host(), state.processorPercent(), state.hostBytesPerSecond());
        List<String> keys = state.cards().stream().map(DeviceCard::key).toList();
        for (DeviceCard card : state.cards()) {
            DeviceCardView view = cards.get(card.key());
            if (view == null) {
                cards.put(card.key(), new DeviceCardView(board, card));
            } else {
                view.show(card);
            }
        }
        cards.keySet().retainAll(keys);
        List<Node> wanted = new java.util.ArrayList<>();
        keys.forEach(key -> Optional.ofNullable(cards.get(key)).ifPresent(wanted::add));
        wanted.add(host);
        if (!grid.getChildren().equals(wanted)) {
            grid.getChildren().setAll(wanted);
        }
        List<String> engineNames =
                state.cards().stream().map(card -> card.engineId().orElse("")).toList();
        if (!engineNames.equals(names)) {
            names = engineNames;
            rows.getChildren().forEach(row -> ((PlanRowView) row).rename());
        }
    }

    private void showEmpty() {
        BoardState state = board.state().get();
        boolean none = state != null && state.settled() && state.cards().isEmpty();
        empty.setVisible(none);
        empty.setManaged(none);
        emptyText.setText(texts.get(board.searching().get() ? "empty.wait" : "empty.text"));
    }

    private void show(Optional<Throwable> problem) {
        failure.setVisible(problem.isPresent());
        failure.setManaged(problem.isPresent());
        problem.ifPresent(each -> {
            Notice notice = notices.describe(each);
            failure.setText(notice.sentence() + " " + notice.advice());
        });
    }

    private void showRows() {
        Map<PlanRow, PlanRowView> known = new HashMap<>();
        rows.getChildren().forEach(node -> known.put(((PlanRowView) node).row(), (PlanRowView) node));
        rows.getChildren()
                .setAll(plans.rows().stream()
                        .map(row -> Optional.ofNullable(known.get(row))
                                .orElseGet(() -> new PlanRowView(plans, row, rowGroup, board::nameOf)))
                        .toList());
        known.keySet().removeAll(plans.rows());
        known.values().forEach(PlanRowView::detach);
        boolean none = plans.rows().isEmpty();
        noRows.setVisible(none);
        noRows.setManaged(none);
        header.setVisible(!none);
        header.setManaged(!none);
        rows.setManaged(!none);
    }
}
