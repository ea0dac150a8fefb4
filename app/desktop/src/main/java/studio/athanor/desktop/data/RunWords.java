package studio.athanor.desktop.data;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.data.run.RunStatus;
import studio.athanor.desktop.shell.Texts;

/** Words the state and the figures of runs. */
final class RunWords {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofLocalizedDateTime(
                    FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(Locale.ENGLISH);

    private final Texts texts;

    RunWords(Texts texts) {
        this.texts = texts;
    }

    String status(Optional<RunStatus> status, boolean working) {
        if (status.isEmpty()) {
            return texts.get("status.unreadable");
        }
        return switch (status.get()) {
            case RUNNING -> texts.get(working ? "status.running" : "status.elsewhere");
            case PAUSED -> texts.get(working ? "status.running" : "status.paused");
            case COMPLETE -> texts.get("status.complete");
            case STOPPED -> texts.get(working ? "status.running" : "status.stopped");
        };
    }

    static Ikon icon(Optional<RunStatus> status, boolean working) {
        if (working) {
            return Feather.ACTIVITY;
        }
        return status.map(each -> switch (each) {
                    case RUNNING, PAUSED -> Feather.PAUSE;
                    case COMPLETE -> Feather.CHECK;
                    case STOPPED -> Feather.ALERT_TRIANGLE;
                })
                .orElse(Feather.ALERT_OCTAGON);
    }

    String rows(long accepted, long target) {
        return texts.get("rows.of", accepted, target);
    }

    static String when(Instant moment) {
        return WHEN.format(moment.atZone(ZoneId.systemDefault()));
    }

    /** Words a speed with three figures. */
    static String rate(OptionalDouble perSecond) {
        if (perSecond.isEmpty()) {
            return "–";
        }
        double value = perSecond.getAsDouble();
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ENGLISH, "%,." + decimals + "f", value);
    }

    /** Words a span of time with its two largest units. */
    String span(OptionalDouble seconds) {
        if (seconds.isEmpty()) {
            return "–";
        }
        long whole = Math.round(seconds.getAsDouble());
        if (whole < 60) {
            return texts.get("span.seconds", whole);
        }
        long minutes = whole / 60;
        if (minutes < 60) {
            return texts.get("span.minutes", minutes, whole % 60);
        }
        long hours = minutes / 60;
        return hours < 48
                ? texts.get("span.hours", hours, minutes % 60)
                : texts.get("span.days", hours / 24, hours % 24);
    }
}
