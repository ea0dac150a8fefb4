/**
 * The host's memory and the list of cards from the OSHI library, for systems whose kernel has no files to read. Loading it
 * takes some tenths of a second, so it is loaded when first needed.
 */
@NullMarked
package studio.athanor.gpumonitor.oshi;

import org.jspecify.annotations.NullMarked;
