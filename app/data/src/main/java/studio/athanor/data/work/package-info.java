/** What the studio gives a run: its loaded models, its documents, its cards. Start at {@link Workbench}. */
@NullMarked
package studio.athanor.data.work;

import org.jspecify.annotations.NullMarked;
