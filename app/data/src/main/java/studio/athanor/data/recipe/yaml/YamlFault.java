package studio.athanor.data.recipe.yaml;

import studio.athanor.data.row.Position;

/**
 * Something that is not YAML, or more of it than is read.
 *
 * @param field the path, empty where the structure is not known
 * @param sentence what is wrong and what to do
 */
public record YamlFault(Position at, String field, String sentence) {}
