/**
 * Datasets as files: JSON lines, CSV, Parquet, and folders as Hugging Face has them. Start at {@link
 * studio.athanor.data.export.Export}.
 *
 * <p>A row passes three parts: a {@code RowShape} makes of the run's row a row of the file, {@code SplitDealer} says to which
 * split it goes, a {@code RowSink} writes it.
 */
@NullMarked
package studio.athanor.data.export;

import org.jspecify.annotations.NullMarked;
