package studio.athanor.data.run;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import studio.athanor.data.DataException;

/** Makes the first rows of a run without keeping them: each as a run would, but none is replaced. */
final class DryRun implements AutoCloseable {

    private final RunLoop loop;

    private DryRun(RunLoop loop) {
        this.loop = loop;
    }

    /** Begins to make rows; the sink is told of them on the loop's thread. */
    static DryRun start(RunOrder order, RunParts parts, RunSettings settings, int rows, RunSink sink)
            throws DataException {
        Deals deals = Deals.of(order.recipe(), order.recipeHash(), order.rows(), parts.dealer());
        int wanted = (int) Math.min(rows, order.rows());
        RunFigures figures = new RunFigures(wanted, 0, 0, new LinkedHashMap<>(), 0, 0, 0, 0, OptionalDouble.empty());
        RunLoop loop = RunLoop.open(new RunSetup(
                sink,
                new RunClock(new RunClock.Time(0, OptionalDouble.empty()), EnergyMeter.NONE),
                Slots.fresh(wanted, false),
                new Acceptance(new CountedQuotas(order.recipe(), order.rows()), parts.novelty()),
                AcceptanceFilling.NOTHING,
                new RowMaking(order, parts, deals, settings),
                parts.lanes(),
                settings.rows(parts.cellsAtATime()),
                Math.max(1, order.recipe().attempts()),
                Integer.MAX_VALUE,
                figures,
                RunStatus.PAUSED,
                Optional.empty()));
        loop.start();
        return new DryRun(loop);
    }

    RunProgress await() throws InterruptedException {
        var _ = loop.await();
        return loop.now();
    }

    void cancel() {
        loop.cancel();
    }

    @Override
    public void close() {
        loop.close();
    }
}
