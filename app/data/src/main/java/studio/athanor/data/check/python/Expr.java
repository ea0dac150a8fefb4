package studio.athanor.data.check.python;

import java.util.List;

/**
 * What has to be known of an expression that was read: whether it can be assigned to.
 *
 * @param parts of a tuple or list, or what is starred
 */
record Expr(Shape shape, List<Expr> parts) {

    enum Shape {
        NAME,
        ATTRIBUTE,
        SUBSCRIPT,
        TUPLE,
        LIST,
        STARRED,
        /** {@code name := value}, without brackets. */
        NAMED,
        OTHER
    }

    static Expr of(Shape shape) {
        return new Expr(shape, List.of());
    }

    static Expr starred(Expr inner) {
        return new Expr(Shape.STARRED, List.of(inner));
    }

    boolean is(Shape wanted) {
        return shape == wanted;
    }

    /** Returns whether it names one place, as {@code a}, {@code a.b} or {@code a[b]}. */
    boolean single() {
        return switch (shape) {
            case NAME, ATTRIBUTE, SUBSCRIPT -> true;
            case TUPLE, LIST, STARRED, NAMED, OTHER -> false;
        };
    }

    boolean assignable() {
        return switch (shape) {
            case NAME, ATTRIBUTE, SUBSCRIPT -> true;
            case TUPLE, LIST -> parts.stream().allMatch(Expr::assignable);
            case STARRED ->
                !parts.getFirst().is(Shape.STARRED) && parts.getFirst().assignable();
            case NAMED, OTHER -> false;
        };
    }

    boolean deletable() {
        return switch (shape) {
            case NAME, ATTRIBUTE, SUBSCRIPT -> true;
            case TUPLE, LIST -> parts.stream().allMatch(Expr::deletable);
            case STARRED, NAMED, OTHER -> false;
        };
    }
}
