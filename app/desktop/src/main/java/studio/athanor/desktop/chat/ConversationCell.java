package studio.athanor.desktop.chat;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.ConversationSummary;
import studio.athanor.core.chat.SearchHit;
import studio.athanor.desktop.shell.Texts;

/** A heading, or a conversation with its title and, in a search, the place that was found. */
final class ConversationCell extends ListCell<ConversationRow> {

    private static final Texts TEXTS = Texts.of(ConversationCell.class);
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");
    private static final int EXCERPT_CHARS = 56;

    private final ConversationListView owner;
    private final Label title = new Label();
    private final TextFlow excerpt = new TextFlow();
    private final VBox box = new VBox(title, excerpt);

    ConversationCell(ConversationListView owner) {
        this.owner = owner;
        getStyleClass().add("conversation-cell");
        title.setMinWidth(0);
        excerpt.getStyleClass().add("excerpt");
        excerpt.managedProperty().bind(excerpt.visibleProperty());
        excerpt.setMinWidth(0);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ConversationRow row, boolean empty) {
        super.updateItem(row, empty);
        boolean heading = row instanceof ConversationRow.Heading;
        pseudoClassStateChanged(HEADING, heading);
        setMouseTransparent(heading || empty);
        setContextMenu(null);
        setText(null);
        setGraphic(null);
        if (empty || row == null) {
            return;
        }
        switch (row) {
            case ConversationRow.Heading one -> setText(one.title());
            case ConversationRow.Entry entry -> show(entry);
        }
    }

    private void show(ConversationRow.Entry entry) {
        title.setText(entry.summary().title());
        excerpt.getChildren().clear();
        excerpt.setVisible(entry.excerpt().flatMap(SearchHit::turn).isPresent());
        entry.excerpt().filter(hit -> hit.turn().isPresent()).ifPresent(this::showExcerpt);
        setGraphic(box);
        setContextMenu(menu(entry.summary()));
        setAccessibleText(entry.summary().title());
    }

    /** Shows the first match with a few words around it, on one line. */
    private void showExcerpt(SearchHit hit) {
        String text = hit.excerpt().replace('\n', ' ');
        List<SearchHit.Range> matches = hit.matches();
        int from = matches.isEmpty() ? 0 : Math.max(0, matches.getFirst().start() - 12);
        int to = Math.min(text.length(), from + EXCERPT_CHARS);
        if (from > 0) {
            add("…", false);
        }
        int at = from;
        for (SearchHit.Range match : matches) {
            if (match.start() >= at && match.end() <= to) {
                add(text.substring(at, match.start()), false);
                add(text.substring(match.start(), match.end()), true);
                at = match.end();
            }
        }
        add(text.substring(at, to), false);
    }

    private void add(String text, boolean match) {
        Text node = new Text(text);
        node.getStyleClass().addAll("small", match ? "match" : "muted");
        excerpt.getChildren().add(node);
    }

    private ContextMenu menu(ConversationSummary conversation) {
        return new ContextMenu(
                item(conversation.pinned() ? "list.unpin" : "list.pin", () -> owner.togglePin(conversation.id())),
                item("list.rename", () -> owner.rename(conversation.id())),
                item(
                        "list.exportMarkdown",
                        () -> owner.transfer().exportMarkdown(conversation.id(), conversation.title(), this)),
                item(
                        "list.exportJson",
                        () -> owner.transfer().exportJson(conversation.id(), conversation.title(), this)),
                item("list.delete", () -> owner.trash(conversation.id())));
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(TEXTS.get(key));
        item.setOnAction(event -> action.run());
        return item;
    }

    @Override
    public void startEdit() {
        super.startEdit();
        if (!isEditing() || !(getItem() instanceof ConversationRow.Entry entry)) {
            return;
        }
        TextField field = new TextField(entry.summary().title());
        field.setId("rename-field");
        field.setAccessibleText(TEXTS.get("rename.title"));
        field.setOnAction(event -> {
            owner.renamed(entry.summary().id(), field.getText());
            cancelEdit();
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                cancelEdit();
                event.consume();
            }
        });
        setGraphic(field);
        field.requestFocus();
        field.selectAll();
    }

    @Override
    public void cancelEdit() {
        super.cancelEdit();
        updateItem(getItem(), isEmpty());
    }
}
