package studio.athanor.data.recipe;

import com.google.gson.JsonElement;

/**
 * A value and how often it comes, against the others of its list.
 */
public record Weighted(JsonElement value, double weight) {}
