package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.recipe.RowCheck.Length.Unit;
import studio.athanor.data.row.Position;

class LengthCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHARACTERS | ''                                  | 0",
                "CHARACTERS | 'abc'                               | 3",
                "CHARACTERS | '😀é'                                | 2",
                "WORDS      | ''                                  | 0",
                "WORDS      | ' - , ! '                           | 0",
                "WORDS      | 'It is 3.14, don''t you think?'     | 6",
                "WORDS      | 'well-known e-mail'                 | 2",
                "WORDS      | 'one—two – three'                   | 3",
                "WORDS      | '今天早上'                            | 4",
                "WORDS      | 'Das Wort 木 steht'                  | 4",
                "WORDS      | 'हिन्दी में लिखा'                        | 3",
                "SENTENCES  | ''                                  | 0",
                "SENTENCES  | 'One. Two! Three?'                  | 3",
                "SENTENCES  | 'It costs 3.50 now.'                | 1",
                "SENTENCES  | 'No end'                            | 1",
                "SENTENCES  | '今天很好。明天呢？'                    | 2",
                "LINES      | ''                                  | 0",
                "LINES      | 'a'                                 | 1"
            })
    void measures(Unit unit, String text, long length) {
        assertThat(TextLength.of(text, unit)).isEqualTo(length);
    }

    @Test
    void countsLines() {
        assertThat(TextLength.of("a\nb\r\nc\n", Unit.LINES)).isEqualTo(3);
        assertThat(TextLength.of("a\n\nb", Unit.LINES)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, a, 'The text has 1 word; 2 to 3 are asked for.'",
        "2, , a, 'The text has 1 word; at least 2 are asked for.'",
        ", 1, a b, 'The text has 2 words; at most 1 are allowed.'",
        "2, 3, a b, ''",
        "2, 3, a b c, ''",
        "2, 3, a b c d, 'The text has 4 words; 2 to 3 are asked for.'"
    })
    void saysHowLongAndHowLongAsked(Long min, Long max, String text, String detail) throws Exception {
        try (CheckTesting check = check(Unit.WORDS, min, max)) {
            assertThat(check.test(text).map(rejection -> rejection.detail()).orElse(""))
                    .isEqualTo(detail);
        }
    }

    private static CheckTesting check(Unit unit, Long min, Long max) throws Exception {
        OptionalLong from = min == null ? OptionalLong.empty() : OptionalLong.of(min);
        OptionalLong to = max == null ? OptionalLong.empty() : OptionalLong.of(max);
        return new CheckTesting(new RowCheck.Length(unit, from, to, Position.NONE));
    }

    @Test
    void countsWhatWasSaidInConversations() throws Exception {
        try (CheckTesting check = check(Unit.WORDS, 4L, 4L)) {
            assertThat(
                            check.test(
                                    JsonParser.parseString(
                                            "[{\"role\":\"user\",\"content\":\"How are you?\"},{\"role\":\"assistant\",\"content\":\"Fine.\"}]")))
                    .isEmpty();
        }
    }
}
