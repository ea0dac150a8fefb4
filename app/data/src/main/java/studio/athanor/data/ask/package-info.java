/**
 * Cells that models write: a column and the values so far become requests, their answers become a value. Start at {@link
 * studio.athanor.data.ask.Asking}; each kind of column has a {@code CellMaker} of its own.
 */
@org.jspecify.annotations.NullMarked
package studio.athanor.data.ask;
