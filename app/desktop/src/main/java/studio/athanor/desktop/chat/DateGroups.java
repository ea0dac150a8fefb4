package studio.athanor.desktop.chat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.athanor.core.chat.ConversationSummary;
import studio.athanor.desktop.shell.Texts;

/** Puts headings between conversations: pinned, today, yesterday, the last week, the last month, then months. */
final class DateGroups {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private final InstantSource clock;
    private final ZoneId zone;
    private final Texts texts = Texts.of(DateGroups.class);

    DateGroups(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** Returns rows for conversations that are sorted by time, the latest first. */
    List<ConversationRow> rows(List<ConversationSummary> conversations) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        List<ConversationRow> rows = new ArrayList<>();
        List<ConversationSummary> pinned =
                conversations.stream().filter(ConversationSummary::pinned).toList();
        if (!pinned.isEmpty()) {
            rows.add(new ConversationRow.Heading(texts.get("list.pinned")));
            pinned.forEach(conversation -> rows.add(new ConversationRow.Entry(conversation, Optional.empty())));
        }
        String open = "";
        for (ConversationSummary conversation : conversations) {
            if (conversation.pinned()) {
                continue;
            }
            String group = group(today, LocalDate.ofInstant(conversation.updatedAt(), zone));
            if (!group.equals(open)) {
                rows.add(new ConversationRow.Heading(group));
                open = group;
            }
            rows.add(new ConversationRow.Entry(conversation, Optional.empty()));
        }
        return rows;
    }

    private String group(LocalDate today, LocalDate day) {
        long days = ChronoUnit.DAYS.between(day, today);
        if (days <= 0) {
            return texts.get("list.today");
        }
        if (days == 1) {
            return texts.get("list.yesterday");
        }
        if (days < 7) {
            return texts.get("list.lastWeek");
        }
        if (days < 30) {
            return texts.get("list.lastMonth");
        }
        return MONTH.format(YearMonth.from(day));
    }
}
