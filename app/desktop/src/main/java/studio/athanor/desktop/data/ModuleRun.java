package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import studio.athanor.data.DataException;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.Run;
import studio.athanor.data.run.RunProgress;
import studio.athanor.data.run.RunStatus;
import studio.athanor.data.work.RunLog;
import studio.athanor.desktop.data.DataRooms.LiveRun;
import studio.athanor.engines.spi.job.Subscription;

/** A run of the datasets' module, with what it works with. */
final class ModuleRun implements LiveRun {

    private final Run run;
    private final RunLog log;
    private final Runnable whenClosed;

    ModuleRun(Run run, RunLog log, Runnable whenClosed) {
        this.run = run;
        this.log = log;
        this.whenClosed = whenClosed;
    }

    RunLog log() {
        return log;
    }

    @Override
    public void work() throws DataException, InterruptedException {
        log.add("Working, with " + run.progress().figures().accepted() + " rows accepted.");
        run.start();
        RunStatus status = run.await();
        RunProgress end = run.progress();
        String counts = end.figures().accepted() + " of " + end.figures().target() + " rows accepted, "
                + end.figures().rejectedRows() + " given up.";
        log.add(
                switch (status) {
                    case COMPLETE -> "Complete: " + counts;
                    case PAUSED, RUNNING -> "Paused: " + counts;
                    case STOPPED -> "Stopped: " + counts + " " + end.reason().orElse("");
                });
        if (status == RunStatus.STOPPED) {
            throw new DataException.RunStopped(end.reason().orElse(""), "", null);
        }
    }

    @Override
    public void pause() {
        run.pause();
    }

    @Override
    public void cancel() {
        run.cancel();
    }

    @Override
    public Subscription observe(Runnable changed) {
        return run.observe(progress -> changed.run());
    }

    @Override
    public Cell makeAgain(long row, String column) throws Exception {
        return run.makeAgain(row, column);
    }

    @Override
    public void edit(long row, String column, JsonElement value) throws DataException {
        run.edit(row, column, value);
        log.add("By hand: row " + row + ", " + column + " changed.");
    }

    @Override
    public void setState(long row, RowState state) throws DataException {
        run.setState(row, state);
        log.add("By hand: row " + row + (state == RowState.ACCEPTED ? " accepted." : " taken out."));
    }

    @Override
    public void close() {
        run.close();
        whenClosed.run();
    }
}
