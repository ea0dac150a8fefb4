package studio.athanor.data.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.export.RowShape.Maker;
import studio.athanor.data.export.RowShape.Part;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.FieldType;
import studio.athanor.data.export.parquet.FieldType.Leaf;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;

/**
 * The shapes that trainers read. Field names are those of TRL (prompt, chosen, rejected, completion, label, messages), of the
 * Alpaca set and of ShareGPT.
 */
final class Shapes {

    private final ShapeColumns columns;
    private final List<Part> parts = new ArrayList<>();

    private Shapes(ShapeColumns columns) {
        this.columns = columns;
    }

    /**
     * Makes a shape for a recipe.
     *
     * @throws DataException.FileFailed if the recipe has nothing for a field that the shape needs
     */
    static RowShape of(Recipe recipe, OutputShape shape, ColumnFields types) throws DataException {
        Shapes shapes = new Shapes(new ShapeColumns(recipe, shape, types));
        switch (shape.kind()) {
            case RAW -> shapes.raw();
            case CHATML -> shapes.chatMl();
            case SHAREGPT -> shapes.shareGpt();
            case ALPACA -> shapes.alpaca();
            case DPO -> shapes.preferences();
            case KTO -> shapes.judged();
        }
        return new RowShape(shapes.parts);
    }

    private void raw() throws DataException {
        if (columns.shape().columns().isEmpty()) {
            for (Column column : columns.recipe().columns()) {
                if (!column.dropped()) {
                    add(column.name(), new FieldSource.OfColumn(column.name()));
                }
            }
        }
        for (Map.Entry<String, String> field : columns.shape().columns().entrySet()) {
            add(field.getKey(), FieldSource.of(field.getKey(), field.getValue(), columns.recipe()));
        }
    }

    private void chatMl() throws DataException {
        Conversation talk = Conversation.of(columns);
        parts.add(new Part(new Field(ShapeColumns.MESSAGES, talk.type(columns.types())), true, talk::messages));
        tools(Leaf.JSON);
    }

    private void shareGpt() throws DataException {
        Conversation talk = Conversation.of(columns);
        Maker turns =
                row -> talk.messages(row) instanceof JsonArray messages ? Chat.shareGpt(messages) : JsonNull.INSTANCE;
        parts.add(new Part(new Field("conversations", Chat.SHARE_GPT), true, turns));
        tools(Leaf.TEXT);
    }

    private void alpaca() throws DataException {
        addText("instruction", true, columns.require(ShapeColumns.PROMPT));
        Optional<FieldSource> input = columns.find(ShapeColumns.INPUT);
        if (input.isPresent()) {
            FieldSource source = input.get();
            Maker maker = row -> {
                JsonElement value = source.value(row.row());
                return value.isJsonNull() ? new JsonPrimitive("") : Chat.text(value);
            };
            parts.add(new Part(new Field("input", Leaf.TEXT), false, maker));
        } else {
            parts.add(new Part(new Field("input", Leaf.TEXT), false, _ -> new JsonPrimitive("")));
        }
        addText("output", true, columns.require(ShapeColumns.RESPONSE));
        Optional<FieldSource> system = columns.find(ShapeColumns.SYSTEM);
        if (system.isPresent()) {
            addText("system", false, system.get());
        }
    }

    private void preferences() throws DataException {
        FieldSource chosen = columns.require(ShapeColumns.CHOSEN);
        FieldSource rejected = columns.require(ShapeColumns.REJECTED);
        Conversation asked = Conversation.asked(columns);
        boolean talk = asked.isTalk(columns.types())
                || columns.types().isMessages(chosen)
                || columns.types().isMessages(rejected);
        prompt(asked, talk);
        answer(ShapeColumns.CHOSEN, chosen, talk);
        answer(ShapeColumns.REJECTED, rejected, talk);
        tools(Leaf.JSON);
    }

    private void judged() throws DataException {
        FieldSource completion = columns.require(ShapeColumns.RESPONSE);
        FieldSource label = columns.require(ShapeColumns.LABEL);
        Conversation asked = Conversation.asked(columns);
        boolean talk = asked.isTalk(columns.types()) || columns.types().isMessages(completion);
        prompt(asked, talk);
        answer("completion", completion, talk);
        parts.add(new Part(new Field(ShapeColumns.LABEL, Leaf.BOOLEAN), true, row -> truth(label.value(row.row()))));
        tools(Leaf.JSON);
    }

    private void prompt(Conversation asked, boolean talk) {
        if (talk) {
            parts.add(new Part(new Field("prompt", asked.type(columns.types())), true, asked::messages));
        } else {
            addText("prompt", true, asked.prompt().orElseThrow());
        }
    }

    private void answer(String name, FieldSource source, boolean talk) {
        if (!talk) {
            addText(name, true, source);
            return;
        }
        FieldType type = columns.types().isMessages(source) ? columns.types().of(source) : Chat.PLAIN;
        Maker maker = row -> {
            JsonElement value = source.value(row.row());
            return Chat.isBlank(value) ? JsonNull.INSTANCE : Chat.messages("assistant", value);
        };
        parts.add(new Part(new Field(name, type), true, maker));
    }

    private void tools(Leaf type) throws DataException {
        Optional<FieldSource> tools = columns.mapped(ShapeColumns.TOOLS);
        if (tools.isPresent()) {
            FieldSource source = tools.get();
            Maker maker =
                    type == Leaf.TEXT ? row -> Chat.text(source.value(row.row())) : row -> source.value(row.row());
            parts.add(new Part(new Field(ShapeColumns.TOOLS, type), false, maker));
        }
    }

    private void add(String name, FieldSource source) {
        parts.add(new Part(new Field(name, columns.types().of(source)), false, row -> source.value(row.row())));
    }

    private void addText(String name, boolean required, FieldSource source) {
        parts.add(new Part(new Field(name, Leaf.TEXT), required, row -> Chat.text(source.value(row.row()))));
    }

    /** Returns true or false for what people mean by it, else null. */
    private static JsonElement truth(JsonElement value) {
        if (!value.isJsonPrimitive()) {
            return JsonNull.INSTANCE;
        }
        return switch (value.getAsString().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "good", "desirable" -> new JsonPrimitive(true);
            case "false", "no", "0", "bad", "undesirable" -> new JsonPrimitive(false);
            default -> JsonNull.INSTANCE;
        };
    }
}
