package studio.athanor.desktop.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The panes there are, and the one that is open. FX thread only. */
public final class Navigator {

    private final List<Pane> panes = new ArrayList<>();
    private final ReadOnlyObjectWrapper<@Nullable Pane> current = new ReadOnlyObjectWrapper<>();

    /** Creates a navigator without panes. */
    public Navigator() {}

    /** Adds a pane at the end of the rail. */
    void add(Pane pane) {
        panes.add(pane);
    }

    /** Returns the panes in the order of the rail. */
    public List<Pane> panes() {
        return List.copyOf(panes);
    }

    /** Returns the open pane; null before the first. */
    public ReadOnlyObjectProperty<@Nullable Pane> current() {
        return current.getReadOnlyProperty();
    }

    /** Opens a pane; without effect if there is none of that id. */
    public void show(String id) {
        Optional<Pane> wanted =
                panes.stream().filter(pane -> pane.id().equals(id)).findFirst();
        if (wanted.isEmpty()) {
            return;
        }
        Pane next = wanted.get();
        Pane previous = current.get();
        if (!next.equals(previous)) {
            if (previous != null) {
                previous.onHidden();
            }
            current.set(next);
        }
        next.onShown();
    }
}
