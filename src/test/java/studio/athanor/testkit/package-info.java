/** What system tests stand on: the program run in this process with a home of its own, and what it printed. */
@NullMarked
package studio.athanor.testkit;

import org.jspecify.annotations.NullMarked;
