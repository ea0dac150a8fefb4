package studio.athanor.data.export;

import java.util.List;
import java.util.SequencedMap;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.run.RunStore;

/**
 * What a dataset's card tells of.
 *
 * @param store the run that it came from
 * @param fields of a row
 * @param splits that were written
 * @param leftOut how many rows lack a field that the shape needs, by field
 */
record Exported(
        RunStore store,
        ExportOptions options,
        List<Field> fields,
        List<SplitFiles.Written> splits,
        SequencedMap<String, Long> leftOut) {}
