/** The command {@code chat}: one question, a pipe, or a conversation. */
@NullMarked
package studio.athanor.cli.chat;

import org.jspecify.annotations.NullMarked;
