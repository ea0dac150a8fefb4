/** Random numbers and permutations whose every bit is written down, so that a dataset can be made again anywhere. */
@NullMarked
package studio.athanor.data.sample.chance;

import org.jspecify.annotations.NullMarked;
