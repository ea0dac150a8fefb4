package studio.athanor.engines.chattemplate.jinja;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Writes a date and time as C's {@code strftime} does in the C locale, with glibc's flags. */
final class Strftime {

    private final LocalDateTime time;
    private final StringBuilder out = new StringBuilder();

    private Strftime(LocalDateTime time) {
        this.time = time;
    }

    static String format(LocalDateTime time, String format) {
        Strftime strftime = new Strftime(time);
        strftime.write(format);
        return strftime.out.toString();
    }

    private void write(String format) {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            int start = i++;
            char flag = "-_0^#".indexOf(format.charAt(i)) >= 0 ? format.charAt(i++) : 0;
            if (i >= format.length()) {
                out.append(format, start, format.length());
            } else if (!directive(format.charAt(i), flag)) {
                out.append(format, start, i + 1);
            }
        }
    }

    private boolean directive(char directive, char flag) {
        switch (directive) {
            case 'Y' -> out.append(time.getYear());
            case 'C' -> number(time.getYear() / 100, 2, '0', flag);
            case 'y' -> number(time.getYear() % 100, 2, '0', flag);
            case 'm' -> number(time.getMonthValue(), 2, '0', flag);
            case 'd' -> number(time.getDayOfMonth(), 2, '0', flag);
            case 'e' -> number(time.getDayOfMonth(), 2, ' ', flag);
            case 'H' -> number(time.getHour(), 2, '0', flag);
            case 'k' -> number(time.getHour(), 2, ' ', flag);
            case 'I' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0', flag);
            case 'l' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ', flag);
            case 'M' -> number(time.getMinute(), 2, '0', flag);
            case 'S' -> number(time.getSecond(), 2, '0', flag);
            case 'f' -> number(time.getNano() / 1000, 6, '0', (char) 0);
            case 'j' -> number(time.getDayOfYear(), 3, '0', flag);
            case 'u' -> out.append(time.getDayOfWeek().getValue());
            case 'w' -> out.append(time.getDayOfWeek().getValue() % 7);
            case 'U' -> number((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7, 2, '0', flag);
            case 'W' -> number((time.getDayOfYear() + 7 - time.getDayOfWeek().getValue()) / 7, 2, '0', flag);
            case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0', flag);
            case 'G' -> out.append(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'g' -> number(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0', flag);
            case 'B' -> name("MMMM", flag);
            case 'b', 'h' -> name("MMM", flag);
            case 'A' -> name("EEEE", flag);
            case 'a' -> name("EEE", flag);
            case 'p' -> out.append(meridiem(flag == '#'));
            case 'P' -> out.append(meridiem(true));
            case 's' ->
                out.append(time.atZone(ZoneId.systemDefault())
                        .toInstant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .getEpochSecond());
            case 'D', 'x' -> write("%m/%d/%y");
            case 'F' -> write("%Y-%m-%d");
            case 'T', 'X' -> write("%H:%M:%S");
            case 'R' -> write("%H:%M");
            case 'r' -> write("%I:%M:%S %p");
            case 'c' -> write("%a %b %e %H:%M:%S %Y");
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'z', 'Z' -> {}
            case '%' -> out.append('%');
            default -> {
                return false;
            }
        }
        return true;
    }

    private String meridiem(boolean lower) {
        String name = time.getHour() < 12 ? "AM" : "PM";
        return lower ? name.toLowerCase(Locale.ROOT) : name;
    }

    private void name(String pattern, char flag) {
        String name = time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
        out.append(flag == '^' || flag == '#' ? name.toUpperCase(Locale.ROOT) : name);
    }

    private void number(int value, int width, char pad, char flag) {
        String digits = Integer.toString(value);
        char fill = flag == '_' ? ' ' : flag == '0' ? '0' : pad;
        if (flag != '-') {
            out.repeat(fill, Math.max(0, width - digits.length()));
        }
        out.append(digits);
    }
}
