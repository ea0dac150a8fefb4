package studio.athanor.data.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;

/**
 * In which order the columns of a row are made: a column comes after those that it names in a template, a condition, a
 * check or a schema, and after its parent. Where that leaves a choice, the order of the file holds.
 */
public final class ColumnOrder {

    private final Recipe recipe;
    private final Map<String, Set<String>> needs = new LinkedHashMap<>();
    private final List<Column> order = new ArrayList<>();
    private final List<Problem> circles = new ArrayList<>();

    private ColumnOrder(Recipe recipe) {
        this.recipe = recipe;
        Set<String> names = recipe.columns().stream().map(Column::name).collect(Collectors.toSet());
        for (Column column : recipe.columns()) {
            needs.computeIfAbsent(column.name(), _ -> new LinkedHashSet<>()).addAll(dependencies(names, column));
        }
    }

    /**
     * Returns the columns in the order in which they are made.
     *
     * @throws DataException.RecipeInvalid if columns wait for each other, with each circle as a problem
     */
    public static List<Column> of(Recipe recipe) throws DataException.RecipeInvalid {
        ColumnOrder made = new ColumnOrder(recipe);
        made.arrange();
        if (!made.circles.isEmpty()) {
            throw new DataException.RecipeInvalid(recipe.name(), made.circles);
        }
        return List.copyOf(made.order);
    }

    /** Returns the names of the columns that have to be there before a column can be made. */
    public static Set<String> dependencies(Recipe recipe, Column column) {
        return dependencies(recipe.columns().stream().map(Column::name).collect(Collectors.toSet()), column);
    }

    private static Set<String> dependencies(Set<String> columns, Column column) {
        Set<String> names = new LinkedHashSet<>();
        for (ColumnTexts.JinjaText text : ColumnTexts.of(column)) {
            text.names().stream().filter(name -> !text.locals().contains(name)).forEach(names::add);
        }
        switch (column.kind()) {
            case ColumnKind.Subcategory subcategory -> names.add(subcategory.parent());
            case ColumnKind.Score score ->
                score.pair().ifPresent(pair -> names.addAll(List.of(pair.first(), pair.second())));
            default -> {}
        }
        names.retainAll(columns);
        return names;
    }

    private void arrange() {
        List<Column> waiting = new ArrayList<>(recipe.columns());
        Set<String> made = new HashSet<>();
        while (!waiting.isEmpty()) {
            Column next = waiting.stream()
                    .filter(column -> made.containsAll(needs.getOrDefault(column.name(), Set.of())))
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                List<String> circle = circle(waiting.getFirst().name(), made);
                circles.add(problem(circle));
                made.addAll(circle);
                waiting.removeIf(column -> circle.contains(column.name()));
            } else {
                waiting.remove(next);
                made.add(next.name());
                order.add(next);
            }
        }
    }

    /** Follows what is missing until a name comes again. */
    private List<String> circle(String from, Set<String> made) {
        Map<String, Integer> places = new HashMap<>();
        List<String> path = new ArrayList<>();
        String name = from;
        while (!places.containsKey(name)) {
            places.put(name, path.size());
            path.add(name);
            name = needs.getOrDefault(name, Set.of()).stream()
                    .filter(each -> !made.contains(each))
                    .findFirst()
                    .orElseThrow();
        }
        return fromFirst(path.subList(places.get(name), path.size()));
    }

    /** Turns a circle so that it begins with its first column in the file. */
    private List<String> fromFirst(List<String> circle) {
        List<String> file = recipe.columns().stream().map(Column::name).toList();
        int first = 0;
        for (int i = 1; i < circle.size(); i++) {
            if (file.indexOf(circle.get(i)) < file.indexOf(circle.get(first))) {
                first = i;
            }
        }
        List<String> turned = new ArrayList<>(circle.subList(first, circle.size()));
        turned.addAll(circle.subList(0, first));
        return turned;
    }

    private Problem problem(List<String> circle) {
        List<String> names = recipe.columns().stream().map(Column::name).toList();
        Column first = recipe.column(circle.getFirst()).orElseThrow();
        String path = circle.stream().map(this::named).collect(Collectors.joining(" -> "));
        String sentence = circle.size() == 1
                ? "The column \"" + first.name() + "\" needs itself: " + path + " -> " + first.name()
                        + ". Take its name out of its own templates."
                : "These columns wait for each other: " + path + " -> " + first.name()
                        + ". Take one of the names out of the template that reads it.";
        return new Problem(
                Problem.Severity.ERROR, first.at(), "columns[" + names.indexOf(first.name()) + "]", sentence);
    }

    private String named(String name) {
        int line = recipe.column(name).map(column -> column.at().line()).orElse(0);
        return line == 0 ? name : name + " (line " + line + ")";
    }
}
