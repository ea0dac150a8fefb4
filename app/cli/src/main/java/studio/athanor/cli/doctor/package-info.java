/** The command {@code doctor}: what was found on this machine. */
@NullMarked
package studio.athanor.cli.doctor;

import org.jspecify.annotations.NullMarked;
