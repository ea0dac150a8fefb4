package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import studio.athanor.data.DataException;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.Run;
import studio.athanor.data.run.RunStatus;
import studio.athanor.data.work.RunWork;
import studio.athanor.desktop.data.DataRooms.LiveRun;
import studio.athanor.engines.spi.job.Subscription;

/** A run of the datasets' module, with what it works with. */
final class ModuleRun implements LiveRun {

    private final Run run;
    private final RunWork work;

    ModuleRun(Run run, RunWork work) {
        this.run = run;
        this.work = work;
    }

    @Override
    public void work() throws DataException, InterruptedException {
        run.start();
        RunStatus status = run.await();
        if (status == RunStatus.STOPPED) {
            throw new DataException.RunStopped(run.progress().reason().orElse(""), "", null);
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
    }

    @Override
    public void setState(long row, RowState state) throws DataException {
        run.setState(row, state);
    }

    @Override
    public void close() {
        run.close();
        work.close();
    }
}
