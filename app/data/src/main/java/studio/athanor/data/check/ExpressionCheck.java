package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/** Asks whether an expression is true of a value and the row's columns. */
final class ExpressionCheck implements ValueCheck {

    private final RowTemplate condition;
    private final RowCheck.Expression asked;

    ExpressionCheck(RowCheck.Expression asked) throws UnusableCheck {
        this.asked = asked;
        try {
            condition = RowTemplate.condition(asked.expression());
        } catch (TemplateException e) {
            throw new UnusableCheck(
                    "The expression " + asked.expression() + " is not Jinja: " + e.getMessage() + ". Mend it.");
        }
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        Map<String, JsonElement> names = new HashMap<>(row);
        names.put("value", value);
        try {
            return condition.holds(names) ? Optional.empty() : fault("expression", "is not true");
        } catch (TemplateException e) {
            return fault("template", "failed: " + e.getMessage());
        }
    }

    private Optional<Fault> fault(String reason, String what) {
        return Fault.of(reason, "The expression " + asked.expression() + " " + what + ".");
    }
}
