package studio.athanor.engines.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.Usage;
import studio.athanor.engines.worker.wire.Protocol.RequestEvent;
import studio.athanor.engines.worker.wire.Protocol.TextEvents;

class TokenJsonTest {

    private static final String ALPHABET = "ab \"\\/\n\r\t\b\f\0\u001f\u007f\u2028é世\uD83D\uDE80{}[],:";

    private final Gson gson = gson();

    private static Gson gson() {
        GsonBuilder builder = new GsonBuilder();
        SpiJson.configure(builder);
        return builder.create();
    }

    @Test
    void writesWhatTheGeneralAdaptersRead() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            TextEvents events = new TextEvents(List.of(
                    new RequestEvent(random.nextInt(100_000), new TextEvent.TextDelta(text(random))),
                    new RequestEvent(random.nextInt(10), new TextEvent.ReasoningDelta(text(random)))));
            StringBuilder json = new StringBuilder();

            assertThat(TokenJson.write(events, json)).isTrue();

            assertThat(gson.fromJson(json.toString(), TextEvents.class)).isEqualTo(events);
            TokenJson.read(json.toString(), 0, json.length())
                    .ifPresent(read -> assertThat(read).isEqualTo(events));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " word", "line\n", "a \"quoted\" \\word", "Grüße 世界 \uD83D\uDE80"})
    void readsWhatItWrote(String piece) {
        TextEvents events = new TextEvents(List.of(
                new RequestEvent(1, new TextEvent.TextDelta(piece)),
                new RequestEvent(22, new TextEvent.ReasoningDelta(piece))));
        StringBuilder json = new StringBuilder("before");

        assertThat(TokenJson.write(events, json)).isTrue();

        assertThat(TokenJson.read(json + "after", "before".length(), json.length()))
                .contains(events);
    }

    @Test
    void leavesOtherEventsToTheGeneralAdapters() {
        TextEvents events = new TextEvents(List.of(
                new RequestEvent(1, new TextEvent.TextDelta("a")),
                new RequestEvent(1, new TextEvent.Cancelled(Usage.NONE))));
        StringBuilder json = new StringBuilder();

        assertThat(TokenJson.write(events, json)).isFalse();
        assertThat(json).isEmpty();
        assertThat(TokenJson.read(gson.toJson(events), 0, gson.toJson(events).length()))
                .isEmpty();
    }

    @Test
    void readsNothingFromDamagedText() {
        StringBuilder json = new StringBuilder();
        assertThat(TokenJson.write(
                        new TextEvents(List.of(new RequestEvent(12, new TextEvent.TextDelta("a\nb")))), json))
                .isTrue();
        for (int length = 0; length < json.length(); length++) {
            assertThat(TokenJson.read(json.toString(), 0, length)).isEmpty();
        }
        for (String damaged : new String[] {
            json.toString().replace("12", "012"),
            json.toString().replace("12", "-1"),
            json.toString().replace("12", "9".repeat(30)),
            json.toString().replace("\\n", "\n"),
            json.toString().replace("\\n", "\\x"),
            json + " "
        }) {
            assertThat(TokenJson.read(damaged, 0, damaged.length())).isEmpty();
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int[] symbols = ALPHABET.codePoints().toArray();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(symbols[random.nextInt(symbols.length)]);
        }
        return text.toString();
    }
}
