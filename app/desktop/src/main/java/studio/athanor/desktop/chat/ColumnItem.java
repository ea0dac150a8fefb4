package studio.athanor.desktop.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of many items of a {@link VirtualColumn}; its parts are made when it comes near. FX thread only. */
abstract class ColumnItem {

    private @Nullable List<ColumnPart> parts;
    private double lastHeight = -1;
    private double lastWidth = -1;
    private int index = -1;

    /** Makes the parts; there is at least one. The list may be changed later; call {@link VirtualColumn#changed}. */
    abstract List<ColumnPart> makeParts();

    /** Guesses the height while there are no parts. */
    abstract double estimate(double width);

    List<ColumnPart> parts() {
        List<ColumnPart> made = parts;
        if (made == null) {
            made = makeParts();
            parts = made;
        }
        return made;
    }

    /** Takes other parts; call {@link VirtualColumn#changed}. */
    void setParts(List<ColumnPart> now) {
        parts = now;
    }

    boolean hasParts() {
        return parts != null;
    }

    /** Forgets the parts, to save memory; the height stays known. */
    void forgetParts(double width) {
        lastHeight = height(width);
        lastWidth = width;
        parts = null;
    }

    double height(double width) {
        List<ColumnPart> made = parts;
        if (made == null) {
            return lastWidth == width ? lastHeight : estimate(width);
        }
        double sum = 0;
        for (ColumnPart part : made) {
            sum += part.height(width);
        }
        return sum;
    }

    /** Tells whether the parts hold nothing that cannot be made again. */
    boolean mayForget() {
        return true;
    }

    int index() {
        return index;
    }

    void index(int now) {
        index = now;
    }
}
