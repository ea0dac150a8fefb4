package studio.athanor.desktop.models;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSessions;

/** The model that answers unless a conversation names another. FX thread only. */
public final class CurrentModel {

    private final ReadOnlyObjectWrapper<@Nullable ModelRef> ref = new ReadOnlyObjectWrapper<>();

    private final ModelSessions sessions;

    /** Begins with the model that answers now. */
    public CurrentModel(ModelSessions sessions) {
        this.sessions = sessions;
        ref.set(sessions.current().orElse(null));
    }

    /** Returns the model; null if none was chosen and there is no starter model. */
    public ReadOnlyObjectProperty<@Nullable ModelRef> ref() {
        return ref.getReadOnlyProperty();
    }

    /** Chooses a model; does not load it. */
    public void choose(ModelRef model) {
        sessions.choose(model);
        ref.set(model);
    }
}
