package studio.athanor.desktop.shell;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Shows the values of a choice in words; nothing is read back, as the choice cannot be typed into. */
public final class Words<T> extends StringConverter<T> {

    private final Function<T, String> words;

    /** Creates a converter that asks for the words of a value. */
    public Words(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? "" : words.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("the choice cannot be typed into");
    }
}
