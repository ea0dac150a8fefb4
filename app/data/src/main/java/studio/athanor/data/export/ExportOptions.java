package studio.athanor.data.export;

import java.nio.file.Path;
import java.util.List;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.run.RowFilter;

/**
 * What an export is to be.
 *
 * @param format what is written
 * @param shape how rows are written, and which columns fill its fields
 * @param splits the parts; none for all rows in one
 * @param includeProvenance adds a column {@code _provenance}: row, attempt, and for each cell a model wrote its model, seed,
 *     grammar, tokens and milliseconds
 * @param filter which rows
 * @param target the file; a folder where there are splits, or for {@link ExportFormat#HUGGING_FACE}
 * @param replace whether a target that is there may be replaced; a folder only if it holds nothing that no export writes
 * @param guardFormulas for CSV: whether a text that a spreadsheet would take for a formula gets an apostrophe before it. It changes
 *     the text, so it is only for files that people open in spreadsheets
 */
public record ExportOptions(
        ExportFormat format,
        OutputShape shape,
        List<Split> splits,
        boolean includeProvenance,
        RowFilter filter,
        Path target,
        boolean replace,
        boolean guardFormulas) {

    /** Copies the splits. */
    public ExportOptions {
        splits = List.copyOf(splits);
    }

    /** Returns options to write all accepted rows as they are to a target that is not there yet. */
    public static ExportOptions of(ExportFormat format, Path target) {
        return new ExportOptions(format, OutputShape.RAW, List.of(), false, RowFilter.ACCEPTED, target, false, false);
    }

    /** Returns these with another shape. */
    public ExportOptions withShape(OutputShape other) {
        return new ExportOptions(format, other, splits, includeProvenance, filter, target, replace, guardFormulas);
    }

    /** Returns these with other splits. */
    public ExportOptions withSplits(List<Split> others) {
        return new ExportOptions(format, shape, others, includeProvenance, filter, target, replace, guardFormulas);
    }

    /** Returns these with provenance, or without. */
    public ExportOptions withProvenance(boolean wanted) {
        return new ExportOptions(format, shape, splits, wanted, filter, target, replace, guardFormulas);
    }

    /** Returns these for other rows. */
    public ExportOptions withFilter(RowFilter other) {
        return new ExportOptions(format, shape, splits, includeProvenance, other, target, replace, guardFormulas);
    }

    /** Returns these, replacing what is there or not. */
    public ExportOptions withReplace(boolean wanted) {
        return new ExportOptions(format, shape, splits, includeProvenance, filter, target, wanted, guardFormulas);
    }

    /** Returns these with the guard against formulas, or without. */
    public ExportOptions withGuardFormulas(boolean wanted) {
        return new ExportOptions(format, shape, splits, includeProvenance, filter, target, replace, wanted);
    }
}
