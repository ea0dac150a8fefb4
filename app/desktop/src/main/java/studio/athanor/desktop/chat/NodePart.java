package studio.athanor.desktop.chat;

import java.util.function.Supplier;
import javafx.scene.Node;

/** A part that is made by a function. */
final class NodePart extends ColumnPart {

    private final double guess;
    private final Supplier<Node> maker;

    NodePart(double guess, Supplier<Node> maker) {
        this.guess = guess;
        this.maker = maker;
    }

    @Override
    Node build() {
        return maker.get();
    }

    @Override
    double estimate(double width) {
        return guess;
    }
}
