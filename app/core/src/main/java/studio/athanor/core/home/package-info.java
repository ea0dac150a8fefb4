/** Where the studio keeps what it makes, and where the program's own files are. */
@NullMarked
package studio.athanor.core.home;

import org.jspecify.annotations.NullMarked;
