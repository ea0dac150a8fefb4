/** What a person would try, on the real engine and the starter model. */
@NullMarked
package studio.athanor.acceptance;

import org.jspecify.annotations.NullMarked;
