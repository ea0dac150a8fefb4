package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.row.ValueType;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/** A template over other columns, its text read as a type. Without chance. */
final class ExpressionSampler implements CellSampler {

    private final RowTemplate template;
    private final ValueType type;

    ExpressionSampler(ColumnKind.Expression kind) throws UnfitException {
        try {
            template = RowTemplate.parse(kind.template());
        } catch (TemplateException e) {
            throw new UnfitException("template", e.description() + ". Mend the template.");
        }
        type = kind.type();
    }

    @Override
    public JsonElement sample(Draw draw) throws TemplateException {
        return TypedText.read(template.render(draw.soFar()), type);
    }
}
