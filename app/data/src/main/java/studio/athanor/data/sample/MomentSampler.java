package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.sample.chance.Chance;

/**
 * A moment, the end excluded: one of the milliseconds (of the units, where those are finer) from the first beginning
 * of a unit on, each equally likely, cut to the unit in UTC. So the value is never before {@code from}. Weeks begin
 * on Monday.
 */
final class MomentSampler implements CellSampler {

    private final ChronoUnit unit;
    private final ChronoUnit step;
    private final Instant first;
    private final long steps;

    MomentSampler(ColumnKind.DateTime kind) throws UnfitException {
        unit = kind.unit();
        step = unit.compareTo(ChronoUnit.MILLIS) < 0 ? unit : ChronoUnit.MILLIS;
        if (unit.compareTo(ChronoUnit.YEARS) > 0) {
            throw new UnfitException("unit", "Moments cannot be cut to " + unit + ". Use a unit from nanos to years.");
        }
        first = firstBeginning(kind.from());
        if (!first.isBefore(kind.to())) {
            throw new UnfitException(
                    "to",
                    "None of the " + unit.toString().toLowerCase(Locale.ROOT) + " begins from " + kind.from()
                            + " until before " + kind.to() + ". Let the end be later.");
        }
        try {
            long whole = step.between(first, kind.to());
            steps = first.plus(whole, step).isBefore(kind.to()) ? whole + 1 : whole;
        } catch (ArithmeticException _) {
            throw new UnfitException(
                    "unit",
                    "There are too many " + unit + " from " + kind.from() + " to " + kind.to()
                            + ". Use a coarser unit.");
        }
    }

    private Instant firstBeginning(Instant from) {
        Instant cut = cut(from);
        if (!cut.isBefore(from)) {
            return cut;
        }
        if (unit.compareTo(ChronoUnit.DAYS) <= 0) {
            return cut.plus(1, unit);
        }
        return day(cut).plus(1, unit).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Instant cut(Instant moment) {
        if (unit.compareTo(ChronoUnit.DAYS) <= 0) {
            return moment.truncatedTo(unit);
        }
        LocalDate day = day(moment);
        LocalDate begin = switch (unit) {
            case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHS -> day.withDayOfMonth(1);
            default -> day.withDayOfYear(1);
        };
        return begin.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    @Override
    public JsonElement sample(Draw draw) {
        Chance chance = draw.chance();
        return new JsonPrimitive(cut(first.plus(chance.below(steps), step)).toString());
    }
}
