package studio.athanor.data.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of runs in tests. */
final class Parts {

    static final SlotModel MODEL = new SlotModel("writer", "tiny.gguf", "ab12", "Q4_K", "llama.cpp 0.5.0", "cd34");

    private Parts() {}

    static RunParts of(CellMaker maker, RowJudge judge, int parallel) {
        return of(maker, judge, Optional.empty(), parallel);
    }

    static RunParts of(CellMaker maker, RowJudge judge, Optional<Novelty> novelty, int parallel) {
        return new RunParts(
                maker,
                judge,
                novelty,
                new FakeDealer(),
                Map.of("writer", new Lane("writer", parallel), "judge", new Lane("judge", 2)),
                List.of(MODEL),
                SourceFiles.NONE,
                EnergyMeter.NONE);
    }
}
