package studio.athanor.desktop.data;

import java.time.InstantSource;
import studio.athanor.core.Studio;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.ShellActions;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.job.Jobs;

/**
 * What the parts of the pane share.
 *
 * @param context of the pane
 * @param rooms the datasets' module
 * @param recipes where recipes lie
 * @param runs where runs lie
 * @param trash what was deleted
 * @param wording of failures
 */
record DataServices(
        PaneContext context, DataRooms rooms, RecipeShelf recipes, RunShelf runs, Trash trash, DataWording wording) {

    static DataServices of(PaneContext context, DataRooms rooms, InstantSource clock) {
        Studio studio = context.studio();
        Trash trash = new Trash(studio.home().root().resolve("trash").resolve("data"), clock);
        return new DataServices(
                context,
                rooms,
                new RecipeShelf(
                        studio.installation().assets().resolve("recipes"),
                        studio.home().root().resolve("recipes"),
                        trash),
                new RunShelf(rooms, studio.home().root().resolve("runs"), trash, clock),
                trash,
                new DataWording(context.notices()));
    }

    UiScheduler scheduler() {
        return context.scheduler();
    }

    Notices notices() {
        return context.notices();
    }

    Jobs jobs() {
        return context.studio().jobs();
    }

    ShellActions actions() {
        return context.actions();
    }
}
