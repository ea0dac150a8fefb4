/** Conversations: trees of turns, how they are answered, kept, found, exported and imported. */
@NullMarked
package studio.athanor.core.chat;

import org.jspecify.annotations.NullMarked;
