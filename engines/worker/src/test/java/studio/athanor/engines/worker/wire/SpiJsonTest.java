package studio.athanor.engines.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.worker.testkit.RandomValues;

class SpiJsonTest {

    private static final int VALUES_PER_TYPE = 200;

    private final Gson gson = gson();

    private static Gson gson() {
        GsonBuilder builder = new GsonBuilder();
        SpiJson.configure(builder);
        return builder.create();
    }

    static Stream<Class<?>> types() {
        return Stream.concat(
                Stream.of(
                        Availability.class,
                        DevicePlan.class,
                        EngineDevice.class,
                        EngineEnvironment.class,
                        Failure.class,
                        LoadOptions.class,
                        LoadedModel.class,
                        MeasuredBandwidth.class,
                        OpenRequest.class,
                        Message.class,
                        OutputConstraint.class,
                        Prompt.class,
                        Sampling.class,
                        TextEvent.class,
                        TextEvent.Terminal.class,
                        TextRequest.class),
                Arrays.stream(Protocol.class.getDeclaredClasses())
                        .filter(type -> type.isRecord() && Modifier.isPublic(type.getModifiers())));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsWhatItWrote(Class<?> type) {
        RandomValues values = new RandomValues(type.getName().hashCode());
        for (int i = 0; i < VALUES_PER_TYPE; i++) {
            Object value = values.of(type);
            String json = gson.toJson(value, type);

            Object read = gson.fromJson(json, type);

            if (value instanceof Protocol.Embedded embedded) {
                // arrays are equal only to themselves
                assertThat(Arrays.deepEquals(
                                ((Protocol.Embedded) read).vectors().toArray(),
                                embedded.vectors().toArray()))
                        .isTrue();
            } else {
                assertThat(read).isEqualTo(value);
            }
        }
    }

    @Test
    void namesTheRecordOfASealedInterfaceFirst() {
        assertThat(gson.toJson(new TextEvent.TextDelta("<b>"), TextEvent.class))
                .isEqualTo("{\"type\":\"TextDelta\",\"text\":\"<b>\"}");
        assertThat(gson.toJson(
                        new EngineDevice("a", "b", EngineDevice.Kind.CPU, OptionalLong.of(5), OptionalLong.empty())))
                .isEqualTo("{\"id\":\"a\",\"description\":\"b\",\"kind\":\"CPU\",\"freeBytes\":5}");
    }

    @Test
    void writesBansOfTokens() {
        Sampling banned = Sampling.builder()
                .logitBias(Map.of("no", Float.NEGATIVE_INFINITY))
                .build();

        assertThat(gson.toJson(banned)).contains("{\"no\":\"-Infinity\"}");
        assertThat(gson.fromJson(gson.toJson(banned), Sampling.class)).isEqualTo(banned);
    }

    @Test
    void takesNullForAnAbsentValue() {
        Failure failure = new Failure(Failure.Kind.UNSUPPORTED, "m", "r", Optional.empty());

        assertThat(gson.fromJson(
                        "{\"kind\":\"UNSUPPORTED\",\"message\":\"m\",\"remedy\":\"r\",\"details\":null}",
                        Failure.class))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"TextDelta\"}",
                "{\"type\":\"TextDelta\",\"text\":null}",
                "{\"type\":\"TextDelta\",\"text\":\"a\",\"text\":\"b\"}",
                "{\"type\":\"TextDelta\",\"text\":\"a\",\"more\":1}",
                "{\"text\":\"a\",\"type\":\"TextDelta\"}",
                "{\"type\":\"NoSuchEvent\"}",
                "{\"type\":\"TextDelta\",\"text\":[]}",
                "{\"type\":\"PromptProgress\",\"processedTokens\":1.5,\"totalTokens\":1,\"reusedTokens\":1}",
                "{\"type\":\"PromptProgress\",\"processedTokens\":99999999999,\"totalTokens\":1,\"reusedTokens\":1}",
                "{\"type\":\"Failed\",\"failure\":{\"kind\":\"NO_SUCH\",\"message\":\"\",\"remedy\":\"\"}}",
                "{'type':'TextDelta','text':'a'}",
                "{\"type\":\"TextDelta\",\"text\":\"a\"",
                "[]",
                "\"TextDelta\""
            })
    void refusesOtherJson(String json) {
        assertThatThrownBy(() -> gson.fromJson(json, TextEvent.class)).isInstanceOf(JsonParseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"vectors\":[\"AAA\"]}", "{\"vectors\":[\"%%%%\"]}", "{\"vectors\":[[1]]}"})
    void refusesOtherVectors(String json) {
        assertThatThrownBy(() -> gson.fromJson(json, Protocol.Embedded.class)).isInstanceOf(JsonParseException.class);
    }

    @Test
    void writesEventsAsAnyNotification() throws Exception {
        EventJson events = new EventJson(gson);
        Protocol.TextEvents batch = new Protocol.TextEvents(List.of(
                new Protocol.RequestEvent(3, new TextEvent.TextDelta("a}\"\u2028")),
                new Protocol.RequestEvent(4, new TextEvent.ReasoningDelta("b"))));

        String text = events.write(batch);

        assertThat(EventJson.isEvents(text)).isTrue();
        assertThat(events.read(text).getParams()).isEqualTo(batch);
        assertThat(Protocol.messages().parseMessage(text))
                .isInstanceOfSatisfying(
                        NotificationMessage.class,
                        message -> assertThat(message.getParams()).isEqualTo(batch));
    }
}
