package studio.athanor.desktop.chat;

import javafx.scene.control.TextArea;
import javafx.scene.text.Text;

/** A text area that is as high as its text, within limits. */
final class GrowingTextArea extends TextArea {

    /** What the skin keeps free around the text, in all. */
    private static final double SIDES = 28;

    private static final double TOP_AND_BOTTOM = 22;

    private final Text measure = new Text();
    private final int leastLines;
    private final int mostLines;

    GrowingTextArea(int leastLines, int mostLines) {
        this.leastLines = leastLines;
        this.mostLines = mostLines;
        setWrapText(true);
        setPrefRowCount(leastLines);
        setPrefColumnCount(10);
        getStyleClass().add("growing");
        textProperty().subscribe(this::requestLayout);
        promptTextProperty().subscribe(this::requestLayout);
        widthProperty().subscribe(this::requestLayout);
        fontProperty().subscribe(this::requestLayout);
    }

    private double height(String text) {
        measure.setFont(getFont());
        measure.setWrappingWidth(Math.max(40, getWidth() - SIDES));
        measure.setText(text);
        return measure.getLayoutBounds().getHeight();
    }

    @Override
    protected double computePrefHeight(double width) {
        double line = height("x");
        String shown = getText() == null || getText().isEmpty() ? getPromptText() : getText();
        double lines = height(shown == null ? "" : shown.substring(0, Math.min(shown.length(), 20_000)));
        return Math.ceil(Math.clamp(lines, leastLines * line, mostLines * line) + TOP_AND_BOTTOM);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }
}
