/**
 * Graphics units of Apple's computers, from the registry of its I/O kit as the program {@code ioreg} prints it. {@code
 * AcceleratorEntry} reads the text and needs no macOS.
 */
@NullMarked
package studio.athanor.gpumonitor.apple;

import org.jspecify.annotations.NullMarked;
