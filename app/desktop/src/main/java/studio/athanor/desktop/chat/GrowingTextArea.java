package studio.athanor.desktop.chat;

import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** A text area that is as high as its text, within limits. */
final class GrowingTextArea extends TextArea {

    private final int leastLines;
    private final int mostLines;

    GrowingTextArea(int leastLines, int mostLines) {
        this.leastLines = leastLines;
        this.mostLines = mostLines;
        setWrapText(true);
        setPrefRowCount(leastLines);
        getStyleClass().add("growing");
        textProperty().subscribe(this::requestLayout);
        widthProperty().subscribe(this::requestLayout);
    }

    @Override
    protected double computePrefHeight(double width) {
        @Nullable Node text = lookup(".content .text");
        double line = Math.ceil(getFont().getSize() * 1.4);
        double padding = 20;
        if (!(text instanceof Text shown)) {
            return leastLines * line + padding;
        }
        double lines = Math.max(line, shown.getLayoutBounds().getHeight());
        return Math.ceil(Math.clamp(lines, leastLines * line, mostLines * line) + padding);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }
}
