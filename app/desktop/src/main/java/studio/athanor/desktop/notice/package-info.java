/** What the studio has to say: one sentence, a remedy, details to copy. */
@NullMarked
package studio.athanor.desktop.notice;

import org.jspecify.annotations.NullMarked;
