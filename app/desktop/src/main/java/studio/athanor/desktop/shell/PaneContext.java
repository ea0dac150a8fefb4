package studio.athanor.desktop.shell;

import studio.athanor.core.Studio;
import studio.athanor.desktop.models.CurrentModel;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.theme.Motion;

/**
 * What every pane is given.
 *
 * @param studio what the window is a window of
 * @param scheduler moves work between the FX thread and others
 * @param notices tells people what happened
 * @param facts for the status bar
 * @param shortcuts keys of the window; a pane adds its {@link Shortcuts.KeyHint}s
 * @param motion whether things may move
 * @param memory what the window was like, kept over restarts
 * @param model the model that answers unless a conversation names another
 * @param actions what a pane can ask of the window
 */
public record PaneContext(
        Studio studio,
        UiScheduler scheduler,
        Notices notices,
        StatusFacts facts,
        Shortcuts shortcuts,
        Motion motion,
        WindowMemory memory,
        CurrentModel model,
        ShellActions actions) {}
