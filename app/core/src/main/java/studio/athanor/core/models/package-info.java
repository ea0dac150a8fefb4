/** Model files that are known, and those that are loaded. */
@NullMarked
package studio.athanor.core.models;

import org.jspecify.annotations.NullMarked;
