/** What people choose, kept in one file that survives a crash. */
@NullMarked
package studio.athanor.core.settings;

import org.jspecify.annotations.NullMarked;
