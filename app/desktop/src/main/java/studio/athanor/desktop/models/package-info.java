/**
 * Models: the pane that lists them, the picker that chooses one, and the dialog that says how to load it. All three
 * stand on {@link studio.athanor.desktop.models.ModelDesk}.
 */
@NullMarked
package studio.athanor.desktop.models;

import org.jspecify.annotations.NullMarked;
