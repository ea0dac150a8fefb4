/** The command {@code chat-template}: what a template makes of a conversation. */
@NullMarked
package studio.athanor.cli.template;

import org.jspecify.annotations.NullMarked;
