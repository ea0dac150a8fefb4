package studio.athanor.data.recipe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import studio.athanor.data.row.ValueType;

/**
 * How a column's values come about. Texts named template are Jinja over the columns of the row; a column that a template names is
 * made first.
 */
public sealed interface ColumnKind {

    /** Drawn by chance. */
    sealed interface Sampler extends ColumnKind {}

    /** Asked of a model. */
    sealed interface ModelWritten extends ColumnKind {

        /** Returns the slots that are asked. */
        List<String> slots();
    }

    /** One of a list, by weight. */
    record Category(List<Weighted> values) implements Sampler {}

    /** One of the list that belongs to the value of another column. */
    record Subcategory(String parent, SequencedMap<String, List<Weighted>> values) implements Sampler {}

    /** A number, every one between the bounds equally likely. */
    record Uniform(double low, double high, OptionalInt decimals) implements Sampler {}

    /** A number of the normal distribution, drawn again until it is within the bounds. */
    record Normal(double mean, double standardDeviation, OptionalDouble min, OptionalDouble max, OptionalInt decimals)
            implements Sampler {}

    /** A count of the Poisson distribution. */
    record Poisson(double mean) implements Sampler {}

    /** True with a probability. */
    record Bernoulli(double probability) implements Sampler {}

    /** A whole number, both ends included. */
    record IntegerRange(long low, long high) implements Sampler {}

    /** A moment, the end excluded, cut to the unit. */
    record DateTime(Instant from, Instant to, ChronoUnit unit) implements Sampler {}

    /** A version 4 UUID from the seed. */
    record RandomUuid(String prefix) implements Sampler {}

    /**
     * A person of our own word lists: an object with {@code first_name, last_name, name, sex, age, locale, city, street,
     * email, phone, occupation}.
     */
    record Person(List<String> locales, Optional<String> sex, int minAge, int maxAge) implements Sampler {}

    /**
     * From a row of a file.
     *
     * @param field which column of the file; empty for the whole row as an object
     * @param order random with or without replacement, or in the file's order; columns that pick from the same file get
     *     the same row
     */
    record Pick(String source, Optional<String> field, Order order) implements Sampler {
        /** How rows of the file follow each other. */
        public enum Order {
            WITH_REPLACEMENT,
            WITHOUT_REPLACEMENT,
            IN_ORDER
        }
    }

    /** A field of the row's chunk: {@code text, before, document, title, page, index, offset, tokens}. */
    record Chunk(String field) implements Sampler {}

    /** A template over other columns; its text is read as the type. */
    record Expression(String template, ValueType type) implements ColumnKind {}

    /** Free text. */
    record Text(ModelCall call) implements ModelWritten {
        @Override
        public List<String> slots() {
            return List.of(call.model());
        }
    }

    /**
     * JSON of a schema, by a grammar: what does not fit cannot be written.
     *
     * @param schema JSON Schema; a string {@code "{{ column }}"} as a {@code const} or within an {@code enum} is filled
     *     from the row, a list for a whole {@code enum} too
     */
    record Structured(ModelCall call, String schema) implements ModelWritten {
        @Override
        public List<String> slots() {
            return List.of(call.model());
        }
    }

    /** One of some options, by a grammar; an option may be a template. */
    record Choice(ModelCall call, List<String> options) implements ModelWritten {
        @Override
        public List<String> slots() {
            return List.of(call.model());
        }

        /** Returns the call with room for the longest option and no more, where no option is a template. */
        public ModelCall tightCall() {
            if (options.isEmpty() || options.stream().anyMatch(option -> option.contains("{"))) {
                return call;
            }
            // a token is a byte at least; one more ends the answer
            int longest = options.stream()
                            .mapToInt(option -> option.getBytes(StandardCharsets.UTF_8).length)
                            .max()
                            .getAsInt()
                    + 1;
            return call.withMaxTokens(Math.min(call.maxTokens(), longest));
        }
    }

    /**
     * A judgement: an object with a score per criterion, {@code score} (their mean over the judges), {@code agreement}, and
     * {@code reasons} where asked for. A comparison is an object with {@code winner}, which is {@code first}, {@code second} or {@code
     * tie}, {@code consistent} (whether every judge said the same in both orders), {@code agreement} and {@code reasons}.
     *
     * @param judges the slots that judge
     * @param call the question; its model is the first judge
     * @param criteria what is judged, with what each means
     * @param pair for a comparison of two columns: both orders are asked
     */
    record Score(
            List<String> judges,
            ModelCall call,
            SequencedMap<String, String> criteria,
            int low,
            int high,
            boolean reasons,
            Optional<Pair> pair)
            implements ModelWritten {
        @Override
        public List<String> slots() {
            return judges;
        }

        /** The two columns that are compared. */
        public record Pair(String first, String second) {}
    }

    /**
     * A conversation of several turns: one model speaks as the user, one as the assistant.
     *
     * @param user how the user's turns are asked for; its template sees {@code turn} and {@code messages}
     * @param assistant answers; its prompt is not used, the user's turns are
     * @param minTurns questions and answers, at least; how many is drawn by the cell's seed
     * @param maxTurns at most
     */
    record Conversation(ModelCall user, ModelCall assistant, int minTurns, int maxTurns) implements ModelWritten {
        @Override
        public List<String> slots() {
            return List.of(user.model(), assistant.model());
        }
    }

    /**
     * A conversation in which the assistant calls tools: the call's arguments are held to the tool's schema, the tool's
     * answer is written by a model under the result's schema.
     *
     * @param tools a JSON list of {@code {name, description, parameters, result}} or a template of one
     * @param call the assistant; its prompt is the user's turn
     * @param simulator the slot that plays the tools
     * @param maxCalls how many calls may follow each other
     */
    record ToolConversation(ModelCall call, String tools, String simulator, int maxCalls) implements ModelWritten {
        @Override
        public List<String> slots() {
            return List.of(call.model(), simulator);
        }
    }

    /** The embedding of a template's text. */
    record Embedding(String model, String template) implements ModelWritten {
        @Override
        public List<String> slots() {
            return List.of(model);
        }
    }
}
