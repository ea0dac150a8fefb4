package studio.athanor.desktop.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import studio.athanor.data.Problem;

/** A source with numbered lines, of which those with problems are marked. FX thread only. */
final class SourceArea extends BorderPane {

    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");

    private final TextArea area = new TextArea();
    private final Gutter gutter = new Gutter();
    private final Text measure = new Text();
    private Map<Integer, Problem.Severity> marks = Map.of();
    private boolean following;

    /**
     * Creates an area.
     *
     * @param name accessible name
     */
    SourceArea(String id, String name) {
        getStyleClass().add("source-area");
        area.setId(id);
        area.setAccessibleText(name);
        area.getStyleClass().addAll("code", "source-text");
        area.setWrapText(false);
        setCenter(area);
        setLeft(gutter);
        // where the text really is: scrollTop stays behind when the height of the area changes
        area.skinProperty()
                .subscribe(skin -> text().ifPresent(
                                text -> text.localToSceneTransformProperty().subscribe(gutter::requestLayout)));
        area.heightProperty().subscribe(gutter::requestLayout);
        area.fontProperty().subscribe(gutter::requestLayout);
        area.textProperty().subscribe(gutter::requestLayout);
    }

    /** The node that paints the text, once there is a skin. */
    private Optional<Text> text() {
        return area.lookupAll(".text").stream()
                .filter(node -> node instanceof Text text && text.getText().equals(area.getText()))
                .map(Text.class::cast)
                .findFirst();
    }

    TextArea area() {
        return area;
    }

    /** Shows a text that is changed elsewhere too, and changes it. */
    void follow(StringProperty source) {
        source.subscribe(this::show);
        area.textProperty().subscribe((before, now) -> {
            if (!following) {
                source.set(now);
            }
        });
    }

    /** Replaces only what is different, so that caret and scroll stay where they are. */
    private void show(String now) {
        String before = area.getText();
        if (now.equals(before)) {
            return;
        }
        int start = 0;
        int most = Math.min(before.length(), now.length());
        while (start < most && before.charAt(start) == now.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < most - start && before.charAt(before.length() - 1 - end) == now.charAt(now.length() - 1 - end)) {
            end++;
        }
        following = true;
        try {
            double left = area.getScrollLeft();
            double top = area.getScrollTop();
            area.replaceText(start, before.length() - end, now.substring(start, now.length() - end));
            area.setScrollTop(top);
            area.setScrollLeft(left);
        } finally {
            following = false;
        }
    }

    /** Marks the lines of problems. */
    void mark(List<Problem> problems) {
        Map<Integer, Problem.Severity> next = new HashMap<>();
        for (Problem problem : problems) {
            next.merge(
                    problem.at().line(),
                    problem.severity(),
                    (one, other) -> one == Problem.Severity.ERROR ? one : other);
        }
        marks = next;
        gutter.requestLayout();
    }

    /** Selects a line and moves there. */
    void jump(int line, int column) {
        String text = area.getText();
        int start = 0;
        for (int i = 1; i < line && start >= 0; i++) {
            int next = text.indexOf('\n', start);
            start = next < 0 ? text.length() : next + 1;
        }
        int end = text.indexOf('\n', start);
        end = end < 0 ? text.length() : end;
        area.requestFocus();
        area.selectRange(end, Math.min(end, start + Math.max(0, column - 1)));
    }

    /** The numbers of the lines that are in view. */
    private final class Gutter extends Pane {

        Gutter() {
            getStyleClass().add("source-gutter");
            setMinWidth(Region.USE_PREF_SIZE);
        }

        @Override
        protected double computePrefWidth(double height) {
            measure.setFont(area.getFont());
            measure.setText("9".repeat(Math.max(3, String.valueOf(lines()).length())));
            return Math.ceil(measure.getLayoutBounds().getWidth()) + 20;
        }

        private int lines() {
            return (int) area.getText().chars().filter(each -> each == '\n').count() + 1;
        }

        @Override
        protected void layoutChildren() {
            text().ifPresent(this::number);
            setClip(new Rectangle(getWidth(), getHeight()));
        }

        /** The style sheets give the text a font and a spacing of its own, so lines are as high as it is in all. */
        private void number(Text text) {
            int all = lines();
            double lineHeight = (text.getLayoutBounds().getHeight() + text.getLineSpacing()) / all;
            double top = sceneToLocal(
                            text.localToScene(0, text.getLayoutBounds().getMinY()))
                    .getY();
            int first = (int) Math.max(0, Math.floor(-top / lineHeight));
            int most = (int) Math.ceil(getHeight() / lineHeight) + 1;
            int shown = Math.clamp((long) all - first, 0, most);
            while (getChildren().size() < shown) {
                getChildren().add(new Label());
            }
            for (int i = 0; i < getChildren().size(); i++) {
                Label label = (Label) getChildren().get(i);
                label.setVisible(i < shown);
                if (i >= shown) {
                    continue;
                }
                int line = first + i + 1;
                Problem.Severity mark = marks.get(line);
                label.setText(String.valueOf(line));
                label.getStyleClass().setAll("label", "code", "source-line");
                label.pseudoClassStateChanged(ERROR, mark == Problem.Severity.ERROR);
                label.pseudoClassStateChanged(WARNING, mark == Problem.Severity.WARNING);
                label.resizeRelocate(0, top + (line - 1) * lineHeight, getWidth(), lineHeight);
            }
        }
    }
}
