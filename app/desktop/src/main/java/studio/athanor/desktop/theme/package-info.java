/**
 * How everything looks: AtlantaFX Primer in light and dark, and the studio's own style sheet on top.
 *
 * <p>{@code theme.css} names the tokens: spacing on a 4-px grid, base font 13 px, radius 6, one accent colour. A pane
 * has a style sheet of its own beside its classes, which it adds with {@link
 * studio.athanor.desktop.theme.StyleSheets#of}.
 */
@NullMarked
package studio.athanor.desktop.theme;

import org.jspecify.annotations.NullMarked;
