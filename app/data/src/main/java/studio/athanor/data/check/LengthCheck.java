package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.RowCheck;

/** Looks at how long a text is. */
final class LengthCheck implements ValueCheck {

    private final RowCheck.Length asked;

    LengthCheck(RowCheck.Length asked) throws UnusableCheck {
        this.asked = asked;
        long min = asked.min().orElse(0);
        if (min < 0 || asked.max().orElse(0) < 0) {
            throw new UnusableCheck("A length is never below 0. Leave the bound out or raise it.");
        }
        if (min > asked.max().orElse(Long.MAX_VALUE)) {
            throw new UnusableCheck("No text is at least " + min + " and at most "
                    + asked.max().orElseThrow() + " long. Exchange the bounds.");
        }
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        long length = TextLength.of(CellText.readable(value), asked.unit());
        if (length >= asked.min().orElse(0) && length <= asked.max().orElse(Long.MAX_VALUE)) {
            return Optional.empty();
        }
        return Fault.of("length", "The text has " + counted(length) + "; " + wanted() + ".");
    }

    private String counted(long length) {
        String unit = asked.unit().name().toLowerCase(Locale.ROOT);
        return length + " " + (length == 1 ? unit.substring(0, unit.length() - 1) : unit);
    }

    private String wanted() {
        if (asked.min().isEmpty()) {
            return "at most " + asked.max().orElseThrow() + " are allowed";
        }
        if (asked.max().isEmpty()) {
            return "at least " + asked.min().orElseThrow() + " are asked for";
        }
        return asked.min().orElseThrow() + " to " + asked.max().orElseThrow() + " are asked for";
    }
}
