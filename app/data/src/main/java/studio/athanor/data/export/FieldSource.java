package studio.athanor.data.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Row;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/** Where a field of a shape has its value from. */
sealed interface FieldSource {

    /** Returns the value for a row. */
    JsonElement value(Row row) throws IOException;

    /** A column as it is. */
    record OfColumn(String name) implements FieldSource {
        @Override
        public JsonElement value(Row row) {
            return row.get(name);
        }
    }

    /** A template over the columns; its value is text. */
    record OfTemplate(String field, RowTemplate template) implements FieldSource {
        @Override
        public JsonElement value(Row row) throws IOException {
            try {
                return new JsonPrimitive(template.render(row.values()));
            } catch (TemplateException e) {
                throw new TemplateFailedException(field, e);
            }
        }
    }

    /** Reads what a recipe or a person says: a column's name, or a template. */
    static FieldSource of(String field, String text, Recipe recipe) throws DataException {
        if (recipe.column(text).isPresent()) {
            return new OfColumn(text);
        }
        if (!text.contains("{{") && !text.contains("{%")) {
            throw new DataException.FileFailed(
                    "The field " + field + " of the output is to come from \"" + text + "\", which is no column.",
                    "Name a column of the recipe, or write a template as \"{{ column }}\".",
                    null);
        }
        try {
            return new OfTemplate(field, RowTemplate.parse(text));
        } catch (TemplateException e) {
            throw new DataException.FileFailed(
                    "The template of the output's field " + field + " cannot be read. " + e.description(),
                    "Mend the template.",
                    e);
        }
    }

    /** A template that failed on the values of a row. */
    final class TemplateFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        TemplateFailedException(String field, TemplateException cause) {
            super("the template of the output's field " + field + " failed: " + cause.getMessage(), cause);
        }
    }
}
