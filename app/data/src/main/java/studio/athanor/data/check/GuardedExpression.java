package studio.athanor.data.check;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/** A schema's pattern, with a limit of steps. */
final class GuardedExpression implements RegularExpression {

    private final Pattern pattern;

    GuardedExpression(String expression) {
        pattern = Pattern.compile(RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(expression)));
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(new CountedText(value, CountedText.STEPS)).find();
    }
}
