package studio.athanor.data.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run works with. The run does not close it.
 *
 * @param maker makes cells
 * @param judge checks rows
 * @param novelty compares rows with those that were accepted; used by one run only; empty where no row is compared
 * @param dealer deals out values of quotas
 * @param lanes by model slot; a slot without one is asked for one cell at a time
 * @param models what the slots were given
 * @param sources the files that rows pick from; none where no row is made
 * @param meter measures energy
 */
public record RunParts(
        CellMaker maker,
        RowJudge judge,
        Optional<Novelty> novelty,
        Dealer dealer,
        Map<String, Lane> lanes,
        List<SlotModel> models,
        SourceFiles sources,
        EnergyMeter meter) {

    /** Copies the collections. */
    public RunParts {
        lanes = Map.copyOf(lanes);
        models = List.copyOf(models);
    }

    /** Returns the same parts with another maker. */
    RunParts with(CellMaker other) {
        return new RunParts(other, judge, novelty, dealer, lanes, models, sources, meter);
    }

    /** Returns how many cells are asked at a time over all lanes. */
    int cellsAtATime() {
        return lanes.values().stream().distinct().mapToInt(Lane::cells).sum();
    }
}
