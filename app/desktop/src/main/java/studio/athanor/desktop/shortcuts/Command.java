package studio.athanor.desktop.shortcuts;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;

/**
 * Something a person can do, by key, from the palette, or from a button.
 *
 * @param id stable identifier, for example {@code chat.new}
 * @param group the heading it is listed under
 * @param title what it does, for example {@code New conversation}
 * @param icon shown in the palette
 * @param keys that call it from anywhere in the window, if any
 * @param enabled asked before it is shown or run, on the FX thread
 * @param action runs on the FX thread
 */
public record Command(
        String id,
        String group,
        String title,
        Ikon icon,
        Optional<KeyCombination> keys,
        BooleanSupplier enabled,
        Runnable action) {

    /** Returns a command without keys that can always be called. */
    public static Command of(String id, String group, String title, Ikon icon, Runnable action) {
        return new Command(id, group, title, icon, Optional.empty(), () -> true, action);
    }

    /**
     * Returns this command with keys.
     *
     * @param combination as {@link KeyCombination#valueOf} reads it, for example {@code Shortcut+N}
     */
    public Command withKeys(String combination) {
        return new Command(id, group, title, icon, Optional.of(KeyCombination.valueOf(combination)), enabled, action);
    }

    /** Returns this command with a condition. */
    public Command enabledWhen(BooleanSupplier condition) {
        return new Command(id, group, title, icon, keys, condition, action);
    }

    /** Runs the command if it is enabled. */
    public void run() {
        if (enabled.getAsBoolean()) {
            action.run();
        }
    }
}
