package studio.athanor.data.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The shape of exports: whether every field that it needs is filled, from columns that are there. */
final class OutputChecks {

    private final Findings findings;
    private final OutputShape output;

    private OutputChecks(Findings findings) {
        this.findings = findings;
        output = findings.recipe().output();
    }

    /** Fields of a shape: those of one of the groups are needed, the others may be there. */
    private record Shape(List<List<String>> needed, List<String> optional) {

        List<String> all() {
            List<String> all = new ArrayList<>();
            needed.forEach(
                    group -> group.stream().filter(name -> !all.contains(name)).forEach(all::add));
            all.addAll(optional);
            return all;
        }
    }

    private static final Map<OutputShape.Kind, Shape> SHAPES = Map.of(
            OutputShape.Kind.SHAREGPT,
            new Shape(List.of(List.of("messages"), List.of("prompt", "response")), List.of("system", "tools")),
            OutputShape.Kind.CHATML,
            new Shape(List.of(List.of("messages"), List.of("prompt", "response")), List.of("system", "tools")),
            OutputShape.Kind.ALPACA,
            new Shape(List.of(List.of("instruction", "output")), List.of("input", "system")),
            OutputShape.Kind.DPO,
            new Shape(List.of(List.of("prompt", "chosen", "rejected")), List.of("system")),
            OutputShape.Kind.KTO,
            new Shape(List.of(List.of("prompt", "completion", "label")), List.of("system")));

    static void run(Findings findings) {
        OutputChecks checks = new OutputChecks(findings);
        Shape shape = SHAPES.get(checks.output.kind());
        if (shape == null) {
            checks.raw();
        } else {
            checks.fields(shape);
        }
        checks.columns();
    }

    private void raw() {
        if (!output.columns().isEmpty()) {
            findings.error(
                    "output.columns",
                    "The shape raw writes all columns as they are. Remove \"columns\", or choose another shape.");
        }
    }

    private void fields(Shape shape) {
        String name = Words.of(output.kind());
        for (String field : output.columns().keySet()) {
            if (!shape.all().contains(field)) {
                findings.error(
                        "output.columns." + field,
                        "The shape " + name + " has no field \"" + field + "\"." + Nearest.question(field, shape.all())
                                + " Its fields are " + String.join(", ", shape.all()) + ".");
            }
        }
        if (shape.needed().stream().noneMatch(group -> output.columns().keySet().containsAll(group))) {
            String groups = shape.needed().stream()
                    .map(group -> String.join(", ", group))
                    .collect(Collectors.joining("; or "));
            findings.error(
                    "output.columns", "The shape " + name + " needs these fields under \"columns\": " + groups + ".");
        }
    }

    private void columns() {
        List<Column> columns = findings.recipe().columns();
        output.columns().forEach((field, name) -> {
            if (!ColumnTexts.isTemplate(name) && findings.recipe().column(name).isEmpty()) {
                findings.error(
                        "output.columns." + field,
                        "There is no column \"" + name + "\"."
                                + Nearest.question(
                                        name, columns.stream().map(Column::name).toList()));
            }
        });
    }
}
