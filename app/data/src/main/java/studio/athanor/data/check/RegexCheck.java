package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import studio.athanor.data.recipe.RowCheck;

/** Looks for a pattern, with a limit of steps. */
final class RegexCheck implements ValueCheck {

    private final RowCheck.Regex asked;
    private final Pattern pattern;

    RegexCheck(RowCheck.Regex asked) throws UnusableCheck {
        this.asked = asked;
        try {
            pattern = Pattern.compile(asked.pattern());
        } catch (PatternSyntaxException e) {
            throw new UnusableCheck("The pattern " + asked.pattern() + " is not a regular expression of Java: "
                    + e.getDescription() + " near character " + (e.getIndex() + 1) + ". Mend the pattern.");
        }
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        String text = CellText.of(value);
        boolean found;
        try {
            Matcher matcher = pattern.matcher(new CountedText(text, CountedText.STEPS));
            found = asked.whole() ? matcher.matches() : matcher.find();
        } catch (CountedText.Exhausted _) {
            return Fault.of(
                    "regex",
                    "The pattern " + asked.pattern() + " took more than " + CountedText.STEPS
                            + " steps on the text; it goes back over the same characters too often.");
        }
        if (found != asked.absent()) {
            return Optional.empty();
        }
        String verb = asked.whole() ? "match as a whole " : "hold a match of ";
        return Fault.of(
                "regex",
                "The text " + (asked.absent() ? "must not " : "does not ") + verb + asked.pattern() + ": "
                        + CellText.quoted(text) + ".");
    }
}
