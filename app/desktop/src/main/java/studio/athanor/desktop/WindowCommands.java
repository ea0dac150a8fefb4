package studio.athanor.desktop;

import javafx.stage.Stage;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.desktop.models.LoadDialogs;
import studio.athanor.desktop.palette.PaletteModel;
import studio.athanor.desktop.palette.PaletteView;
import studio.athanor.desktop.settings.AppearanceModel;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.Shell;
import studio.athanor.desktop.shell.ShellActions;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shortcuts.Command;
import studio.athanor.desktop.shortcuts.ShortcutSheet;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.theme.Theme;

/** The commands that belong to the window rather than to a pane. */
final class WindowCommands {

    /** Opens the palette, which does not list itself. */
    static final String PALETTE = "palette";

    private final Texts texts = Texts.of(WindowCommands.class);
    private final Shortcuts shortcuts;

    WindowCommands(Shortcuts shortcuts) {
        this.shortcuts = shortcuts;
    }

    void addView(Shell shell, Overlays overlays, PaletteModel palette) {
        add(PALETTE, "app", Feather.SEARCH, "Shortcut+K", () -> {
            PaletteView view = new PaletteView(palette, overlays::close);
            overlays.showAtTop(view, view::detach);
        });
        add("shortcuts", "app", Feather.COMMAND, "Shortcut+Slash", () -> {
            overlays.showDialog(new ShortcutSheet(shortcuts, overlays::close), () -> {});
        });
        shortcuts.add(command("inspector", "view", Feather.SIDEBAR, shell::toggleInspector)
                .withKeys("Shortcut+I")
                .enabledWhen(shell::hasInspector));
    }

    void addAppearance(AppearanceModel appearance, Theme theme) {
        shortcuts.add(command(
                "theme",
                "view",
                Feather.MOON,
                () -> appearance.toggle(theme.dark().get())));
        add("larger", "view", Feather.ZOOM_IN, "Shortcut+Plus", appearance::larger);
        shortcuts.addAlias("larger", "Shortcut+Equals");
        add("smaller", "view", Feather.ZOOM_OUT, "Shortcut+Minus", appearance::smaller);
        add("usual", "view", Feather.TYPE, "Shortcut+0", appearance::usualSize);
    }

    void addModels(ShellActions actions, LoadDialogs dialogs) {
        add("picker", "models", Feather.BOX, "Shortcut+L", actions::showModelPicker);
        add("open", "models", Feather.FOLDER, "Shortcut+O", actions::openModelFile);
        shortcuts.add(command("options", "models", Feather.SLIDERS, dialogs::showForCurrent));
    }

    void addProgram(ShellActions actions, Stage stage) {
        add("settings", "app", Feather.SETTINGS, "Shortcut+Comma", () -> actions.showPane("settings"));
        add("quit", "app", Feather.POWER, "Shortcut+Q", stage::close);
    }

    private void add(String id, String group, Ikon icon, String keys, Runnable action) {
        shortcuts.add(command(id, group, icon, action).withKeys(keys));
    }

    private Command command(String id, String group, Ikon icon, Runnable action) {
        return Command.of(id, texts.get("group." + group), texts.get("command." + id), icon, action);
    }
}
