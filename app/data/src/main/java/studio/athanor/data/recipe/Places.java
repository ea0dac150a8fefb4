package studio.athanor.data.recipe;

import java.util.List;
import java.util.Optional;
import studio.athanor.data.recipe.yaml.YamlDocument;
import studio.athanor.data.row.Position;

/** Where the fields of a recipe stand in its source. */
public final class Places {

    /** Knows no place, as for a recipe that was made in a form. */
    public static final Places UNKNOWN = new Places(new YamlDocument(Optional.empty(), List.of()));

    private final YamlDocument document;

    Places(YamlDocument document) {
        this.document = document;
    }

    /**
     * Returns where a field stands, or the part of its path that is there.
     *
     * @param field the path, as {@code columns[2].prompt}
     */
    public Optional<Position> of(String field) {
        return of(field, 1);
    }

    /**
     * Returns the place of a line of a field's text.
     *
     * @param textLine from 1
     */
    public Optional<Position> of(String field, int textLine) {
        return document.place(field, textLine);
    }
}
