package studio.athanor.data.work;

import java.util.List;
import java.util.OptionalInt;
import studio.athanor.core.models.DeviceChoice;

/**
 * How the models of a run are loaded. None of it changes the rows, as far as devices compute alike.
 *
 * @param sequences computed together by each copy of a model; empty for as many as are usual
 * @param devices where the models go: none for where the recipe and the load settings say, one for there, several for a copy of each
 *     model on each
 */
public record ModelWishes(OptionalInt sequences, List<DeviceChoice> devices) {

    /** Nothing in particular. */
    public static final ModelWishes NONE = new ModelWishes(OptionalInt.empty(), List.of());

    /** Copies the devices. */
    public ModelWishes {
        devices = List.copyOf(devices);
    }
}
