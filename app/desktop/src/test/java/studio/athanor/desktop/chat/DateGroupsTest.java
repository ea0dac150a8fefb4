package studio.athanor.desktop.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.ConversationSummary;

class DateGroupsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:30:00Z");

    @Test
    void putsHeadingsWhereADayOrMonthBegins() {
        DateGroups groups = new DateGroups(InstantSource.fixed(NOW), ZoneOffset.UTC);
        List<ConversationRow> rows = groups.rows(List.of(
                at("2026-11-23T00:10:00Z"),
                at("2026-11-22T23:50:00Z"),
                at("2026-11-18T12:00:00Z"),
                at("2026-11-17T12:00:00Z"),
                at("2026-11-01T12:00:00Z"),
                at("2026-09-01T12:00:00Z"),
                at("2026-09-01T10:00:00Z")));
        assertThat(rows.stream()
                        .filter(ConversationRow.Heading.class::isInstance)
                        .map(row -> ((ConversationRow.Heading) row).title()))
                .containsExactly("Today", "Yesterday", "Last week", "Last month", "September 2026");
    }

    @Test
    void putsPinnedConversationsFirst() {
        DateGroups groups = new DateGroups(InstantSource.fixed(NOW), ZoneOffset.UTC);
        ConversationSummary today = at("2026-11-23T00:10:00Z");
        ConversationSummary old = at("2026-09-01T12:00:00Z", true);
        assertThat(groups.rows(List.of(today, old)))
                .containsExactly(
                        new ConversationRow.Heading("Pinned"),
                        new ConversationRow.Entry(old, Optional.empty()),
                        new ConversationRow.Heading("Today"),
                        new ConversationRow.Entry(today, Optional.empty()));
    }

    private static ConversationSummary at(String time) {
        return at(time, false);
    }

    private static ConversationSummary at(String time, boolean pinned) {
        return new ConversationSummary(
                new ConversationId("c" + time.replaceAll("\\D", "")),
                time,
                Instant.parse(time),
                Optional.empty(),
                "",
                pinned,
                Optional.empty());
    }
}
