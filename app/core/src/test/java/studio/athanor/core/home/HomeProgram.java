package studio.athanor.core.home;

import java.nio.file.Path;
import studio.athanor.core.StudioException;

/** Opens a home and prints what came of it. */
public final class HomeProgram {

    private HomeProgram() {}

    public static void main(String[] arguments) {
        try {
            System.out.println(
                    "opened " + StudioHome.open(Path.of(arguments[0])).root());
        } catch (StudioException e) {
            System.out.println(e.code() + " " + e.sentence());
        }
    }
}
