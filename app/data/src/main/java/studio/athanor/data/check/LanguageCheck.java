package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/**
 * Looks whether a text is in a language. A few words do not tell a language surely: of texts with fewer than 20 letters
 * only those are refused that are surely in another.
 */
final class LanguageCheck implements ValueCheck {

    private static final int SHORT = 20;

    private final RowCheck.Language asked;
    private final Languages languages;
    private final RowTemplate code;

    LanguageCheck(RowCheck.Language asked, Languages languages) throws UnusableCheck {
        this.asked = asked;
        this.languages = languages;
        if (!(asked.confidence() >= 0 && asked.confidence() <= 1)) {
            throw new UnusableCheck("A confidence is between 0 and 1, not " + asked.confidence() + ".");
        }
        try {
            code = RowTemplate.parse(asked.code());
        } catch (TemplateException e) {
            throw new UnusableCheck(
                    "The language " + asked.code() + " is not a template: " + e.getMessage() + ". Mend it.");
        }
        boolean fixed = code.names().isEmpty() && !asked.code().contains("{");
        if (fixed && Languages.named(asked.code()).isEmpty()) {
            throw new UnusableCheck(unknown(asked.code()) + " Write a code as de or en.");
        }
    }

    private static String unknown(String name) {
        return "\"" + name + "\" is no language that can be told from others.";
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        String name;
        try {
            name = code.render(row);
        } catch (TemplateException e) {
            return Fault.of("template", "The language " + asked.code() + " failed: " + e.getMessage() + ".");
        }
        return Languages.named(name)
                .map(language -> test(CellText.readable(value), language))
                .orElseGet(() -> Fault.of("language", unknown(name)));
    }

    private Optional<Fault> test(String text, String language) {
        Languages.Guess guess = languages.guess(text);
        Optional<String> best = guess.best();
        String wanted = Languages.shown(language) + " is asked for.";
        if (best.isEmpty()) {
            return Fault.of("language", "The text has no letters of a language that can be told; " + wanted);
        }
        double sure = guess.of(best.get());
        if (best.get().equals(language)) {
            boolean passes = sure >= asked.confidence() || guess.letters() < SHORT;
            return passes
                    ? Optional.empty()
                    : Fault.of(
                            "language",
                            "The text is " + Languages.shown(language) + " with a confidence of " + shown(sure) + "; "
                                    + shown(asked.confidence()) + " is asked for.");
        }
        if (guess.letters() < SHORT && sure < asked.confidence() && guess.of(language) > 0) {
            return Optional.empty();
        }
        return Fault.of(
                "language",
                "The text seems to be " + Languages.shown(best.get()) + ", with a confidence of " + shown(sure) + "; "
                        + wanted);
    }

    private static String shown(double confidence) {
        return String.format(Locale.ROOT, "%.2f", confidence);
    }
}
