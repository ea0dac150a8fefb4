/** YAML 1.2 with the place of every node, written and edited so that people can go on reading it. Knows no recipes. */
@NullMarked
package studio.athanor.data.recipe.yaml;

import org.jspecify.annotations.NullMarked;
