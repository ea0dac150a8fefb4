package studio.athanor.data.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what a recipe reads from outside its folder: one by a stranger could name any file of whoever runs it. */
final class OutsideFolder {

    private OutsideFolder() {}

    /**
     * Returns a sentence about a place that is not in the folder, links followed.
     *
     * @param named the place as the recipe names it
     */
    static Optional<String> sentence(Path folder, String named) {
        return real(folder.resolve(named)).startsWith(real(folder))
                ? Optional.empty()
                : Optional.of(
                        "\"" + named + "\" lies outside the recipe's folder. If the recipe is a stranger's, see what is"
                                + " there before you run it: rows and exports can hold all of it.");
    }

    private static Path real(Path place) {
        try {
            return place.toRealPath();
        } catch (IOException e) {
            return place.toAbsolutePath().normalize();
        }
    }
}
