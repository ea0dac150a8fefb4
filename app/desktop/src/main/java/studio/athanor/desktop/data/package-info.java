/**
 * The pane of datasets: recipes, runs, rows, reports, exports.
 *
 * <p>Start at {@link studio.athanor.desktop.data.DataPane}. {@link studio.athanor.desktop.data.DataModel} knows which of the
 * three places is open: the gallery, the editor of a recipe ({@link studio.athanor.desktop.data.EditorModel}) or a run
 * ({@link studio.athanor.desktop.data.RunModel}). What the pane asks of the datasets' module goes through {@link
 * studio.athanor.desktop.data.DataRooms}.
 */
@NullMarked
package studio.athanor.desktop.data;

import org.jspecify.annotations.NullMarked;
