/** Hand-written stand-ins for the studio, and what tests of the window share. */
@NullMarked
package studio.athanor.desktop.testkit;

import org.jspecify.annotations.NullMarked;
