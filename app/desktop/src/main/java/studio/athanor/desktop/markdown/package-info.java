/**
 * Markdown as JavaFX nodes. {@link studio.athanor.desktop.markdown.Markdown} turns text into a flat list of
 * {@link studio.athanor.desktop.markdown.Leaf leaves}, {@link studio.athanor.desktop.markdown.MarkdownStream} does so
 * while the text still grows, and {@link studio.athanor.desktop.markdown.LeafNode} shows one leaf.
 *
 * <p>The list is flat, whatever the nesting: a paragraph in a quote in a list is one leaf with two gutters. So a long
 * document can be shown a few leaves at a time, and one that grows changes only its last leaves. Nothing is ever
 * fetched: images are links, and links open only when a person asks.
 */
@NullMarked
package studio.athanor.desktop.markdown;

import org.jspecify.annotations.NullMarked;
