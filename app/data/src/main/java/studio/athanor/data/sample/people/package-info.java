/** People who do not exist, from word lists of our own. Start at {@link People}. */
@NullMarked
package studio.athanor.data.sample.people;

import org.jspecify.annotations.NullMarked;
