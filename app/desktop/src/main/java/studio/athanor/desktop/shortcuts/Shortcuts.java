package studio.athanor.desktop.shortcuts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Every command of the window, and the keys that call them. FX thread only.
 *
 * <p>Keys are looked at before the focused control sees them, so they work from inside a text field too.
 */
public final class Shortcuts {

    private final List<Command> commands = new ArrayList<>();
    private final List<KeyHint> hints = new ArrayList<>();
    private final Map<KeyCombination, String> aliases = new HashMap<>();

    /** Creates an empty set. */
    public Shortcuts() {}

    /** Adds a command. Ids are unique, and so are keys. */
    public void add(Command command) {
        for (Command other : commands) {
            if (other.id().equals(command.id())) {
                throw new IllegalArgumentException("two commands with the id " + command.id());
            }
        }
        command.keys().ifPresent(keys -> refuseTaken(command.id(), keys));
        commands.add(command);
    }

    /**
     * Adds further keys to a command, which no list shows. They are no other command's.
     *
     * @param id of the command
     * @param keys as {@link KeyCombination#valueOf} reads them
     */
    public void addAlias(String id, String keys) {
        KeyCombination combination = KeyCombination.valueOf(keys);
        refuseTaken(id, combination);
        aliases.put(combination, id);
    }

    private void refuseTaken(String id, KeyCombination keys) {
        for (Command other : commands) {
            if (other.keys().filter(each -> areSame(each, keys)).isPresent()) {
                throw new IllegalArgumentException(id + " and " + other.id() + " have the same keys, " + keys);
            }
        }
        aliases.forEach((alias, other) -> {
            if (areSame(alias, keys)) {
                throw new IllegalArgumentException(id + " and " + other + " have the same keys, " + keys);
            }
        });
    }

    /** Two spellings are the same keys on this system: Shortcut is Ctrl, or Command on a Mac. */
    private static boolean areSame(KeyCombination one, KeyCombination other) {
        return one.getDisplayText().equals(other.getDisplayText());
    }

    /** Adds keys that a control handles by itself, so that they are in the list. */
    public void addHint(KeyHint hint) {
        hints.add(hint);
    }

    /** Returns all commands in the order they were added. */
    public List<Command> commands() {
        return List.copyOf(commands);
    }

    /** Returns the keys that controls handle by themselves. */
    public List<KeyHint> hints() {
        return List.copyOf(hints);
    }

    /** Returns a command by its id. */
    public Optional<Command> command(String id) {
        return commands.stream().filter(command -> command.id().equals(id)).findFirst();
    }

    /** Makes the keys work in a window. */
    public void install(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::dispatch);
    }

    private void dispatch(KeyEvent event) {
        for (Command command : commands) {
            if (isCalled(command, event) && command.enabled().getAsBoolean()) {
                event.consume();
                command.action().run();
                return;
            }
        }
    }

    private boolean isCalled(Command command, KeyEvent event) {
        return command.keys().filter(keys -> keys.match(event)).isPresent()
                || aliases.entrySet().stream()
                        .anyMatch(alias -> alias.getValue().equals(command.id())
                                && alias.getKey().match(event));
    }

    /**
     * Keys that a control handles by itself.
     *
     * @param group the heading it is listed under
     * @param keys as shown to people, for example {@code Enter}; {@code Mod} stands for Ctrl, or Command on a Mac
     * @param title what they do
     */
    public record KeyHint(String group, String keys, String title) {

        /** Returns the keys with their names on this system. */
        public String displayText() {
            String mod = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN).getDisplayText();
            String enter = new KeyCodeCombination(KeyCode.ENTER).getDisplayText();
            return keys.replace("Mod+", mod.substring(0, mod.length() - enter.length()));
        }
    }
}
