package studio.athanor.engines.chattemplate.jinja;

import java.util.Iterator;

/**
 * A generator: it can be gone through once, has no length and counts as true even when nothing is left.
 *
 * @param iterator what is left
 */
record IteratorValue(Iterator<Value> iterator) implements Value {

    @Override
    public String typeName() {
        return "generator";
    }

    @Override
    public boolean truth() {
        return true;
    }
}
