package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.markdown.Leaf.Content;
import studio.athanor.desktop.markdown.SelectableFlow.Run;
import studio.athanor.desktop.shell.Texts;

/** Shows some lines of a code block. Those of one block touch, so that they look like one. */
final class CodeContent extends LeafContent {

    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first-part");
    private static final PseudoClass LAST = PseudoClass.getPseudoClass("last-part");

    private final SelectableFlow flow = new SelectableFlow();
    private final @Nullable HBox header;
    private Content.Code code;

    CodeContent(Content.Code code, Runnable copy) {
        this.code = code;
        this.header = code.first() ? header(code.language(), copy) : null;
        getStyleClass().add("md-codeblock");
        flow.getStyleClass().add("md-codelines");
        if (header != null) {
            getChildren().add(header);
        }
        getChildren().add(flow);
        show();
    }

    private static HBox header(String language, Runnable copy) {
        Texts texts = Texts.of(CodeContent.class);
        Label label = new Label(Visible.of(language));
        label.getStyleClass().addAll("muted", "small");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button button = new Button(null, new FontIcon(Feather.COPY));
        button.getStyleClass().addAll("quiet", "icon-only", "md-copy-code");
        button.setAccessibleText(texts.get("code.copy"));
        button.setTooltip(new Tooltip(texts.get("code.copy")));
        button.setOnAction(event -> copy.run());
        HBox header = new HBox(label, space, button);
        header.getStyleClass().add("md-codeheader");
        return header;
    }

    private void show() {
        pseudoClassStateChanged(FIRST, code.first());
        pseudoClassStateChanged(LAST, code.last());
        List<Run> runs = new ArrayList<>();
        for (Token token : Highlighter.of(code.language()).tokens(code.text(), code.startState())) {
            runs.add(new Run(token.text(), token.kind(), false, () -> text(token)));
        }
        flow.show(runs);
    }

    private static Text text(Token token) {
        Text text = new Text(token.text());
        text.getStyleClass().addAll("md-text", "code-text", token.kind().styleClass());
        return text;
    }

    @Override
    boolean grow(Content next) {
        if (!(next instanceof Content.Code other)
                || other.first() != code.first()
                || !other.language().equals(code.language())) {
            return false;
        }
        code = other;
        show();
        return true;
    }

    @Override
    int hit(double x, double y) {
        return flow.hit(x - flow.getLayoutX(), y - flow.getLayoutY());
    }

    @Override
    void select(int from, int to) {
        flow.select(from, to);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double headerHeight() {
        return header == null ? 0 : Math.ceil(header.prefHeight(-1));
    }

    @Override
    protected double computePrefWidth(double height) {
        return flow.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        return headerHeight() + flow.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double top = headerHeight();
        if (header != null) {
            header.resizeRelocate(0, 0, getWidth(), top);
        }
        layoutInArea(flow, 0, top, getWidth(), Math.max(0, getHeight() - top), 0, HPos.LEFT, VPos.TOP);
    }
}
