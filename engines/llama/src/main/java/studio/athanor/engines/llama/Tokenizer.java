package studio.athanor.engines.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.llama.libllama.Vocabularies;

/** A model's tokens. Thread-safe; valid as long as the model is loaded. */
final class Tokenizer {

    private static final byte[] NO_BYTES = new byte[0];

    private final Vocabularies vocabularies;
    private final MemorySegment vocabulary;
    private final int size;
    private final int bos;
    private final boolean addsBos;
    private final byte[] kinds;
    private final int[] ends;
    private final ControlTexts controlTexts;
    private final AtomicReferenceArray<byte @Nullable []> pieces;

    private static final byte CONTROL = 1;
    private static final byte END = 2;

    Tokenizer(Vocabularies vocabularies, MemorySegment vocabulary) {
        this.vocabularies = vocabularies;
        this.vocabulary = vocabulary;
        size = vocabularies.size(vocabulary);
        bos = vocabularies.bos(vocabulary);
        addsBos = bos >= 0 && vocabularies.addsBos(vocabulary);
        pieces = new AtomicReferenceArray<>(size);
        kinds = new byte[size];
        for (int token = 0; token < size; token++) {
            kinds[token] = (byte) ((vocabularies.isControl(vocabulary, token) ? CONTROL : 0)
                    | (vocabularies.isEnd(vocabulary, token) ? END : 0));
        }
        ends = IntStream.range(0, size).filter(this::isEnd).toArray();
        controlTexts = new ControlTexts(readControlTexts());
    }

    MemorySegment handle() {
        return vocabulary;
    }

    int size() {
        return size;
    }

    /** Returns the text of the token that begins a text, empty if there is none. */
    String bosText() {
        return bos < 0 ? "" : vocabularies.text(vocabulary, bos);
    }

    /** Returns the text of the token that ends a text, empty if there is none. */
    String eosText() {
        int eos = vocabularies.eos(vocabulary);
        return eos < 0 ? "" : vocabularies.text(vocabulary, eos);
    }

    /** Tells whether a token ends an answer. */
    boolean isEnd(int token) {
        return (kinds[token] & END) != 0;
    }

    /** Returns the tokens that end an answer. The array is shared: do not change it. */
    int[] ends() {
        return ends;
    }

    /** Tells whether a token has no text of its own, only a meaning. */
    boolean isControl(int token) {
        return (kinds[token] & CONTROL) != 0;
    }

    /** Returns the texts that become control tokens where special tokens are parsed. */
    ControlTexts controlTexts() {
        return controlTexts;
    }

    private List<String> readControlTexts() {
        List<String> texts = new ArrayList<>();
        for (int token = 0; token < size; token++) {
            if (isControl(token)) {
                texts.add(vocabularies.text(vocabulary, token));
            }
        }
        return texts;
    }

    /** Splits a text, without adding anything. */
    int[] split(String text, boolean parseSpecial) {
        return vocabularies.tokenize(vocabulary, text.getBytes(StandardCharsets.UTF_8), false, parseSpecial);
    }

    /** Splits a text and adds the tokens that the model wants around one. */
    int[] splitForEmbedding(String text) {
        return vocabularies.tokenize(vocabulary, text.getBytes(StandardCharsets.UTF_8), true, false);
    }

    /** Puts the token that begins a text in front, if the model wants one and it is not there yet. */
    int[] withBos(int[] tokens) {
        if (!addsBos || (tokens.length > 0 && tokens[0] == bos)) {
            return tokens;
        }
        int[] all = new int[tokens.length + 1];
        all[0] = bos;
        System.arraycopy(tokens, 0, all, 1, tokens.length);
        return all;
    }

    /** Returns the bytes a token stands for, those of control tokens included. The array is shared: do not change it. */
    byte[] bytes(int token) {
        byte @Nullable [] known = pieces.get(token);
        if (known == null) {
            known = read(token);
            pieces.set(token, known);
        }
        return known;
    }

    private byte[] read(int token) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(256);
            int length = vocabularies.piece(vocabulary, token, buffer, true);
            if (length < 0) {
                buffer = arena.allocate(-(long) length);
                length = vocabularies.piece(vocabulary, token, buffer, true);
            }
            return length <= 0 ? NO_BYTES : buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
