package studio.athanor.desktop.chat;

import java.util.Objects;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.ConversationSummary;
import studio.athanor.desktop.shell.Texts;

/** The list of conversations: search as one types, groups by date, rename in place, delete with undo. */
final class ConversationListView extends VBox {

    private static final Texts TEXTS = Texts.of(ConversationListView.class);

    private final ChatModel model;
    private final ConversationList list;
    private final ConversationTransfer transfer;
    private final TextField search = new TextField();
    private final ListView<ConversationRow> view = new ListView<>();
    private boolean selecting;

    ConversationListView(ChatModel model, ConversationList list, ConversationTransfer transfer) {
        this.model = model;
        this.list = list;
        this.transfer = transfer;
        getStyleClass().add("conversation-list");
        getChildren().addAll(top(), body());
        list.rows().addListener((ListChangeListener<ConversationRow>) change -> selectOpen());
        model.conversation().subscribe(this::selectOpen);
        model.messages().addListener((ListChangeListener<ChatMessage>) change -> selectOpen());
    }

    private HBox top() {
        search.setId("conversation-search");
        search.setPromptText(TEXTS.get("list.search"));
        search.setAccessibleText(TEXTS.get("list.searchAccessible"));
        search.textProperty().bindBidirectional(list.query());
        search.addEventHandler(KeyEvent.KEY_PRESSED, this::searchKey);
        HBox.setHgrow(search, Priority.ALWAYS);
        Button fresh = IconButtons.make(Feather.EDIT, TEXTS.get("list.new"), model::startNew);
        fresh.setId("new-conversation");
        MenuButton more = new MenuButton(null, new FontIcon(Feather.MORE_VERTICAL));
        more.setId("list-menu");
        more.getStyleClass().addAll("quiet", "icon-only", "no-arrow");
        more.setAccessibleText(TEXTS.get("list.menu"));
        more.setTooltip(new Tooltip(TEXTS.get("list.menu")));
        more.getItems()
                .addAll(
                        item(
                                "list.exportMarkdown",
                                () -> open().ifPresent(one -> transfer.exportMarkdown(one.id(), one.title(), this))),
                        item(
                                "list.exportJson",
                                () -> open().ifPresent(one -> transfer.exportJson(one.id(), one.title(), this))),
                        item("list.import", () -> transfer.importFile(this)));
        more.setOnShowing(event -> more.getItems().subList(0, 2).forEach(item -> item.setDisable(open().isEmpty())));
        HBox top = new HBox(search, fresh, more);
        top.getStyleClass().add("list-top");
        return top;
    }

    private StackPane body() {
        view.setId("conversations");
        view.setAccessibleText(TEXTS.get("list.accessible"));
        view.getStyleClass().add("dense");
        view.setItems(list.rows());
        view.setCellFactory(shown -> new ConversationCell(this));
        view.getSelectionModel().selectedItemProperty().subscribe((before, now) -> selected(now));
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::listKey);
        Label nothing = new Label();
        nothing.getStyleClass().addAll("muted", "list-nothing");
        nothing.setWrapText(true);
        Runnable update = () -> {
            nothing.setVisible(list.rows().isEmpty());
            nothing.setText(TEXTS.get(list.query().get().isBlank() ? "list.empty" : "list.nothing"));
        };
        list.rows().addListener((ListChangeListener<ConversationRow>) change -> update.run());
        list.query().subscribe(text -> update.run());
        nothing.setMouseTransparent(true);
        StackPane body = new StackPane(view, nothing);
        StackPane.setAlignment(nothing, Pos.TOP_LEFT);
        VBox.setVgrow(body, Priority.ALWAYS);
        return body;
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(TEXTS.get(key));
        item.setOnAction(event -> action.run());
        return item;
    }

    ConversationTransfer transfer() {
        return transfer;
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    /** Edits the title in place. */
    void rename(ConversationId conversation) {
        for (int i = 0; i < list.rows().size(); i++) {
            if (list.rows().get(i) instanceof ConversationRow.Entry entry
                    && entry.summary().id().equals(conversation)) {
                view.scrollTo(i);
                view.getSelectionModel().select(i);
                view.layout();
                view.setEditable(true);
                view.edit(i);
                return;
            }
        }
    }

    void renamed(ConversationId conversation, String title) {
        list.rename(conversation, title);
        view.setEditable(false);
    }

    void togglePin(ConversationId conversation) {
        list.togglePin(conversation);
    }

    void trash(ConversationId conversation) {
        list.trash(conversation);
    }

    private Optional<ConversationSummary> open() {
        return model.openId().flatMap(list::find);
    }

    private void searchKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            event.consume();
        } else if (event.getCode() == KeyCode.DOWN) {
            view.requestFocus();
            event.consume();
        }
    }

    private void listKey(KeyEvent event) {
        if (!(view.getSelectionModel().getSelectedItem() instanceof ConversationRow.Entry entry)) {
            return;
        }
        if (event.getCode() == KeyCode.DELETE) {
            trash(entry.summary().id());
            event.consume();
        } else if (event.getCode() == KeyCode.F2) {
            rename(entry.summary().id());
            event.consume();
        }
    }

    private void selected(@Nullable ConversationRow row) {
        if (!selecting
                && row instanceof ConversationRow.Entry entry
                && !Objects.equals(model.openId().orElse(null), entry.summary().id())) {
            model.open(entry.summary().id());
        }
    }

    /** Marks the open conversation without opening it again. */
    private void selectOpen() {
        selecting = true;
        try {
            @Nullable ConversationId id = model.openId().orElse(null);
            for (int i = 0; i < list.rows().size(); i++) {
                if (list.rows().get(i) instanceof ConversationRow.Entry entry
                        && entry.summary().id().equals(id)) {
                    view.getSelectionModel().select(i);
                    return;
                }
            }
            view.getSelectionModel().clearSelection();
        } finally {
            selecting = false;
        }
    }
}
