package studio.athanor.data.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import studio.athanor.data.DataException;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.FieldType;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.SlotModel;

/** What people read in a dataset's card, in Markdown. */
final class CardBody {

    private static final int HASH_LETTERS = 12;
    private static final double JOULES_PER_WATT_HOUR = 3600;

    private final Exported exported;
    private final StringBuilder out = new StringBuilder();
    private long accepted;

    CardBody(Exported exported) {
        this.exported = exported;
    }

    String text() throws DataException {
        Recipe recipe = exported.store().recipe();
        List<SlotModel> models = exported.store().models();
        line("\n# " + recipe.title() + "\n");
        if (!recipe.description().isBlank()) {
            line(recipe.description().strip() + "\n");
        }
        rows();
        made(recipe, models);
        RunFigures figures = exported.store().figures();
        accepted = figures.accepted();
        figures(figures);
        fields();
        columns(recipe, models);
        return out.toString();
    }

    private void rows() {
        line("## Rows\n");
        row("split", "rows", "bytes", "files");
        row("---", "---:", "---:", "---:");
        exported.splits()
                .forEach(split -> row(
                        split.name(),
                        Long.toString(split.rows()),
                        Long.toString(split.bytes()),
                        Integer.toString(split.files().size())));
        line("");
        exported.leftOut()
                .forEach((field, count) -> line(count + " rows were left out, as they have no `" + field + "`.\n"));
    }

    private void made(Recipe recipe, List<SlotModel> models) {
        line("## How it was made\n");
        line(
                "All rows are synthetic: Athanor made them with the models below from the recipe `" + recipe.name()
                        + "` (SHA-256 `" + exported.store().recipeHash() + "`, seed " + recipe.seed()
                        + "), which is in this folder as `recipe.yaml`. With the same recipe, models and engine a row can be made again.\n");
        if (models.isEmpty()) {
            line("No model was asked.\n");
            return;
        }
        row("slot", "model", "quantisation", "SHA-256 of the file", "engine", "SHA-256 of the chat template");
        row("---", "---", "---", "---", "---", "---");
        models.forEach(model -> row(
                model.slot(),
                fileName(model.file()),
                model.quantisation(),
                code(model.sha256()),
                model.engineBuild(),
                code(model.templateHash())));
        line("");
    }

    private void figures(RunFigures figures) {
        line("## Figures of the run\n");
        row("what", "in all", "per accepted row");
        row("---", "---:", "---:");
        row("accepted rows", Long.toString(figures.accepted()), "");
        row("rows given up", Long.toString(figures.rejectedRows()), "");
        figure("seconds", figures.seconds());
        figure("prompt tokens, rejected attempts included", (double) figures.promptTokens());
        figure("of them not computed again", (double) figures.reusedTokens());
        figure("generated tokens, rejected attempts included", (double) figures.generatedTokens());
        figures.wattHours().ifPresent(wattHours -> figure("joules of the devices", wattHours * JOULES_PER_WATT_HOUR));
        line("");
        if (!figures.rejectedByReason().isEmpty()) {
            row("attempts rejected for", "times");
            row("---", "---:");
            figures.rejectedByReason().forEach((reason, count) -> row(reason, Long.toString(count)));
            line("");
        }
    }

    private void figure(String what, double all) {
        row(what, number(all), accepted == 0 ? "" : number(all / accepted));
    }

    private void fields() {
        line("## Fields\n");
        line("The shape is `" + exported.options().shape().kind().name().toLowerCase(Locale.ROOT) + "`.\n");
        row("field", "type");
        row("---", "---");
        exported.fields().forEach(field -> row(code(field.name()), words(field.type())));
        line("");
    }

    private void columns(Recipe recipe, List<SlotModel> models) {
        Map<String, SlotModel> bySlot = new HashMap<>();
        models.forEach(model -> bySlot.put(model.slot(), model));
        line("## Columns of the recipe\n");
        row("column", "made by", "slots", "models", "quantisation", "SHA-256", "in the rows");
        row("---", "---", "---", "---", "---", "---", "---");
        for (Column column : recipe.columns()) {
            List<String> slots = column.kind() instanceof ColumnKind.ModelWritten written
                    ? written.slots().stream().distinct().toList()
                    : List.of();
            List<SlotModel> used =
                    slots.stream().filter(bySlot::containsKey).map(bySlot::get).toList();
            row(
                    code(column.name()),
                    kind(column.kind()),
                    String.join(", ", slots),
                    String.join(
                            ", ",
                            used.stream().map(model -> fileName(model.file())).toList()),
                    String.join(", ", used.stream().map(SlotModel::quantisation).toList()),
                    String.join(
                            ", ",
                            used.stream()
                                    .map(model -> code(shortened(model.sha256())))
                                    .toList()),
                    column.dropped() ? "no" : "yes");
        }
        line("");
    }

    private void row(String... cells) {
        List<String> safe = new ArrayList<>();
        for (String cell : cells) {
            safe.add(cell.replace("|", "\\|").replaceAll("\\R", " "));
        }
        line("| " + String.join(" | ", safe) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String shortened(String hash) {
        return hash.length() <= HASH_LETTERS ? hash : hash.substring(0, HASH_LETTERS) + "…";
    }

    private static String fileName(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    /** Returns a kind's name in words. */
    private static String kind(ColumnKind kind) {
        return kind.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String words(FieldType type) {
        return switch (type) {
            case FieldType.Leaf leaf ->
                switch (leaf) {
                    case TEXT, JSON, UUID -> "text";
                    case INTEGER -> "whole number";
                    case FLOAT, DOUBLE -> "number";
                    case BOOLEAN -> "true or false";
                    case TIMESTAMP -> "date and time, UTC";
                };
            case FieldType.ListOf list -> "list of: " + words(list.element());
            case FieldType.Struct struct ->
                "object with "
                        + String.join(
                                ", ", struct.fields().stream().map(Field::name).toList());
        };
    }
}
