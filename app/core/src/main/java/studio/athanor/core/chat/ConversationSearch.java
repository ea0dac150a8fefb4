package studio.athanor.core.chat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import studio.athanor.core.store.Sql;

/**
 * Finds words in titles and turns. Texts that the index cannot split into words, such as Chinese or a lone emoji, are
 * looked for as they are.
 */
final class ConversationSearch {

    private static final int LONGEST_QUERY = 500;
    private static final int MOST_ROWS = 400;
    /** Characters that no text has, around a match: Unicode's noncharacters. */
    private static final char MATCH_START = '\uFDD0';

    private static final char MATCH_END = '\uFDD1';
    private static final Pattern UNSPACED = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]");

    private static final String IN_TITLES = """
            SELECT %s, NULL, highlight(title_search, 0, ?1, ?2) FROM title_search
            JOIN conversation c ON c.key = title_search.rowid
            WHERE title_search MATCH ?3 AND c.trashed_at IS NULL ORDER BY c.activity DESC LIMIT ?4
            """.formatted(ConversationRows.SUMMARY);

    private static final String IN_TURNS = """
            SELECT %s, t.id, snippet(turn_search, 0, ?1, ?2, '…', 24) FROM turn_search
            JOIN turn t ON t.key = turn_search.rowid JOIN conversation c ON c.key = t.conversation
            WHERE turn_search MATCH ?3 AND c.trashed_at IS NULL ORDER BY turn_search.rank LIMIT ?4
            """.formatted(ConversationRows.SUMMARY);

    private static final String PLAIN_TITLES = """
            SELECT %s, NULL, c.title FROM conversation c
            WHERE c.trashed_at IS NULL AND instr(c.title, ?1) > 0 ORDER BY c.activity DESC LIMIT ?2
            """.formatted(ConversationRows.SUMMARY);

    private static final String PLAIN_TURNS = """
            SELECT %s, t.id, substr(t.text, max(1, instr(t.text, ?1) - 40), 160) FROM turn t
            JOIN conversation c ON c.key = t.conversation
            WHERE c.trashed_at IS NULL AND instr(t.text, ?1) > 0 ORDER BY t.key DESC LIMIT ?2
            """.formatted(ConversationRows.SUMMARY);

    private ConversationSearch() {}

    static List<SearchHit> search(Connection connection, String text, int limit) throws SQLException {
        String query = text.substring(0, Math.min(text.length(), LONGEST_QUERY)).strip();
        if (query.isEmpty() || limit <= 0) {
            return List.of();
        }
        boolean unfinished = !Character.isWhitespace(text.charAt(text.length() - 1));
        Optional<String> words = UNSPACED.matcher(query).find() ? Optional.empty() : matchExpression(query, unfinished);
        Map<ConversationId, SearchHit> best = new LinkedHashMap<>();
        List<SearchHit> hits = new ArrayList<>();
        if (words.isPresent()) {
            String start = String.valueOf(MATCH_START);
            String end = String.valueOf(MATCH_END);
            hits.addAll(Sql.list(connection, IN_TITLES, ConversationSearch::marked, start, end, words.get(), limit));
            hits.addAll(Sql.list(connection, IN_TURNS, ConversationSearch::marked, start, end, words.get(), MOST_ROWS));
        } else {
            hits.addAll(Sql.list(connection, PLAIN_TITLES, row -> plain(row, query), query, limit));
            hits.addAll(Sql.list(connection, PLAIN_TURNS, row -> plain(row, query), query, MOST_ROWS));
        }
        for (SearchHit hit : hits) {
            best.merge(hit.conversation().id(), hit, ConversationSearch::better);
        }
        return best.values().stream().limit(limit).toList();
    }

    /** A title tells which conversation it is; the turn tells where to go. */
    private static SearchHit better(SearchHit first, SearchHit second) {
        return first.turn().isEmpty() && second.turn().isPresent() ? second : first;
    }

    /** Each word becomes a quoted string, in which nothing but a quote has a meaning; the last may be a beginning. */
    static Optional<String> matchExpression(String query, boolean unfinished) {
        List<String> terms = new ArrayList<>();
        for (String word : query.replace('\0', ' ').split("\\s+")) {
            if (word.codePoints().anyMatch(Character::isLetterOrDigit)) {
                terms.add("\"" + word.replace("\"", "\"\"") + "\"");
            }
        }
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(" AND ", terms) + (unfinished ? "*" : ""));
    }

    private static SearchHit marked(ResultSet row) throws SQLException {
        String excerpt = row.getString(9);
        StringBuilder text = new StringBuilder();
        List<SearchHit.Range> ranges = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < excerpt.length(); i++) {
            char c = excerpt.charAt(i);
            if (c == MATCH_START) {
                start = text.length();
            } else if (c == MATCH_END) {
                if (start >= 0) {
                    ranges.add(new SearchHit.Range(start, text.length()));
                }
                start = -1;
            } else {
                text.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return hit(row, text.toString(), ranges);
    }

    private static SearchHit plain(ResultSet row, String query) throws SQLException {
        String excerpt = row.getString(9).replaceAll("\\p{Cntrl}", " ");
        int at = excerpt.toLowerCase(Locale.ROOT).indexOf(query.toLowerCase(Locale.ROOT));
        List<SearchHit.Range> ranges =
                at < 0 ? List.of() : List.of(new SearchHit.Range(at, Math.min(at + query.length(), excerpt.length())));
        return hit(row, excerpt, ranges);
    }

    private static SearchHit hit(ResultSet row, String excerpt, List<SearchHit.Range> ranges) throws SQLException {
        return new SearchHit(
                ConversationRows.summary(row),
                Optional.ofNullable(row.getString(8)).map(TurnId::new),
                excerpt,
                ranges);
    }
}
