package studio.athanor.desktop.data;

import java.nio.file.Path;
import java.util.SequencedMap;
import studio.athanor.data.recipe.OutputShape;

/**
 * How the rows of a run are to be written.
 *
 * @param format of the files
 * @param shape of a row
 * @param splits shares by name, as {@code train: 0.9}; one of all rows if there is only one
 * @param folder that the files go to
 * @param provenance whether each row says how it came about
 * @param replace whether what is there already may be replaced
 */
record ExportWish(
        Format format,
        OutputShape shape,
        SequencedMap<String, Double> splits,
        Path folder,
        boolean provenance,
        boolean replace) {

    /** What the files are. */
    enum Format {
        JSONL,
        CSV,
        PARQUET,
        /** A folder with a card and Parquet files, as the Hugging Face hub reads it. */
        HUGGING_FACE
    }
}
