package studio.athanor.core.models;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model file the studio knows.
 *
 * @param ref names it
 * @param file where it is
 * @param name shown to people
 * @param fileBytes its size, all parts together; 0 if it is missing
 * @param origin why the studio knows it
 * @param status whether it can be loaded
 */
public record ModelEntry(ModelRef ref, Path file, String name, long fileBytes, Origin origin, Status status) {

    /** Returns what the file's header says, once it was read. */
    public Optional<ModelFacts> facts() {
        return status instanceof Status.Usable usable ? Optional.of(usable.facts()) : Optional.empty();
    }

    /** Returns this entry under the name of a copy. */
    ModelEntry withRef(ModelRef copy) {
        return new ModelEntry(copy, file, name, fileBytes, origin, status);
    }

    /** Why the studio knows a model. */
    public enum Origin {
        /** It came with the program and is tiny. */
        STARTER,
        /** It lies in the studio's folder of models. */
        HOME,
        /** The user opened it, or the folder it lies in. */
        ADDED
    }

    /** Whether a model can be loaded. */
    public sealed interface Status {

        /** Its header was not read yet. */
        record Unread() implements Status {}

        /**
         * Its header is sound.
         *
         * @param facts what it says
         */
        record Usable(ModelFacts facts) implements Status {}

        /** The file is not there any more. */
        record Missing() implements Status {}

        /**
         * The file cannot be used.
         *
         * @param message why, with field and file
         * @param remedy what to do
         */
        record Rejected(String message, String remedy) implements Status {}
    }
}
