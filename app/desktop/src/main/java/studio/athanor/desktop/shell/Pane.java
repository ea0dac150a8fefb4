package studio.athanor.desktop.shell;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import studio.athanor.desktop.palette.PaletteSource;
import studio.athanor.desktop.shortcuts.Command;

/** One of the places of the window, reached from the rail. All methods are called on the FX thread. */
public interface Pane {

    /** Returns the stable identifier, for example {@code chat}: window state and tests use it. */
    String id();

    /** Returns the word shown in the rail. */
    String title();

    /** Returns the icon shown in the rail. */
    Ikon icon();

    /** Returns the pane's content; always the same node, built on the first call. */
    Node view();

    /** Returns what the folding column at the right shows while this pane is open; always the same node. */
    default Optional<Node> inspector() {
        return Optional.empty();
    }

    /**
     * Returns the commands this pane adds to the palette and the list of shortcuts. Asked once. Their keys work
     * whichever pane is open: an action that needs this one in front calls {@link ShellActions#showPane} first.
     */
    default List<Command> commands() {
        return List.of();
    }

    /** Returns what the palette finds of this pane, for example its conversations. */
    default PaletteSource paletteSource() {
        return query -> List.of();
    }

    /** Called each time the pane has become visible; the place to move the focus to where work starts. */
    default void onShown() {}

    /** Called each time another pane takes this one's place. */
    default void onHidden() {}

    /**
     * Handles Esc while the pane is open and nothing in front of it took the key.
     *
     * @return whether there was something to stop or to leave
     */
    default boolean onEscape() {
        return false;
    }

    /** Called once, before the window closes: drafts are stored here. */
    default void close() {}
}
