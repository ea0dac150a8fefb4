package studio.athanor.desktop.markdown;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import studio.athanor.desktop.markdown.SelectableFlow.Run;
import studio.athanor.desktop.markdown.Span.Mark;

/** Makes text nodes of spans; a link can be reached by Tab and asks before it opens. */
final class SpanTexts {

    private final LeafActions actions;

    SpanTexts(LeafActions actions) {
        this.actions = actions;
    }

    void show(SelectableFlow flow, List<Span> spans) {
        flow.show(spans.stream().map(this::run).toList());
    }

    private Run run(Span span) {
        return new Run(
                span.text(), List.of(span.marks(), span.link()), span.marks().contains(Mark.CODE), () -> node(span));
    }

    private Text node(Span span) {
        Text text = new Text(span.text());
        text.getStyleClass().add("md-text");
        for (Mark mark : span.marks()) {
            text.getStyleClass().add(mark.styleClass());
        }
        span.link().ifPresent(address -> makeLink(text, LinkTarget.of(address)));
        return text;
    }

    private void makeLink(Text text, LinkTarget target) {
        target.host().ifPresent(host -> {
            text.setCursor(Cursor.HAND);
            text.setFocusTraversable(true);
            text.setAccessibleRole(AccessibleRole.HYPERLINK);
            text.setAccessibleText(text.getText() + ", " + host);
            Tooltip.install(text, new Tooltip(Visible.of(target.address())));
            text.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                    actions.openLink(target.address(), host, text);
                    event.consume();
                }
            });
            text.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
                if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                    actions.openLink(target.address(), host, text);
                    event.consume();
                }
            });
        });
    }
}
