package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** Tokens and texts. Thread-safe, as the library's functions are. */
public final class Vocabularies {

    private static final int ATTR_UNKNOWN = 1;
    private static final int ATTR_CONTROL = 1 << 3;

    private final MethodHandle size;
    private final MethodHandle attributes;
    private final MethodHandle isEnd;
    private final MethodHandle bos;
    private final MethodHandle eos;
    private final MethodHandle addBos;
    private final MethodHandle text;
    private final MethodHandle suppressed;
    private final MethodHandle tokenize;
    private final MethodHandle piece;

    Vocabularies(NativeLibrary library) throws RuntimeUnavailable {
        size = library.leafFunction("llama_vocab_n_tokens", JAVA_INT, ADDRESS);
        attributes = library.leafFunction("llama_vocab_get_attr", JAVA_INT, ADDRESS, JAVA_INT);
        isEnd = library.leafFunction("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
        bos = library.leafFunction("llama_vocab_bos", JAVA_INT, ADDRESS);
        eos = library.leafFunction("llama_vocab_eos", JAVA_INT, ADDRESS);
        addBos = library.leafFunction("llama_vocab_get_add_bos", JAVA_BOOLEAN, ADDRESS);
        text = library.leafFunction("llama_vocab_get_text", ADDRESS, ADDRESS, JAVA_INT);
        suppressed = library.function("llama_vocab_get_suppress_tokens", ADDRESS, ADDRESS, ADDRESS);
        tokenize = library.function(
                "llama_tokenize", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_BOOLEAN, JAVA_BOOLEAN);
        piece = library.function(
                "llama_token_to_piece", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN);
    }

    public int size(MemorySegment vocabulary) {
        return NativeCall.number(size, vocabulary);
    }

    /** Returns the token that begins a text, negative if there is none. */
    public int bos(MemorySegment vocabulary) {
        return NativeCall.number(bos, vocabulary);
    }

    /** Returns the token that ends a text, negative if there is none. */
    public int eos(MemorySegment vocabulary) {
        return NativeCall.number(eos, vocabulary);
    }

    public boolean addsBos(MemorySegment vocabulary) {
        return NativeCall.truth(addBos, vocabulary);
    }

    /** Tells whether a token ends generation. */
    public boolean isEnd(MemorySegment vocabulary, int token) {
        try {
            return (boolean) isEnd.invokeExact(vocabulary, token);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Tells whether a token is matched in text only where special tokens are parsed. */
    public boolean isControl(MemorySegment vocabulary, int token) {
        try {
            return ((int) attributes.invokeExact(vocabulary, token) & (ATTR_CONTROL | ATTR_UNKNOWN)) != 0;
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns a token as it stands in the model's list. */
    public String text(MemorySegment vocabulary, int token) {
        try {
            return NativeCall.string((MemorySegment) text.invokeExact(vocabulary, token));
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the tokens that the model's file says are never to be generated. */
    @SuppressWarnings("restricted") // the array belongs to the model
    public int[] suppressed(MemorySegment vocabulary) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            MemorySegment tokens = (MemorySegment) suppressed.invokeExact(vocabulary, count);
            int length = count.get(JAVA_INT, 0);
            return length == 0
                    ? new int[0]
                    : tokens.reinterpret(length * JAVA_INT.byteSize()).toArray(JAVA_INT);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /**
     * Splits a text into tokens.
     *
     * @param utf8 the text
     * @param addSpecial whether tokens that the model wants around a text are added
     * @param parseSpecial whether texts of control tokens become those tokens
     */
    public int[] tokenize(MemorySegment vocabulary, byte[] utf8, boolean addSpecial, boolean parseSpecial) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.max(1, utf8.length));
            MemorySegment.copy(utf8, 0, bytes, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, utf8.length);
            MemorySegment tokens = arena.allocate(JAVA_INT, utf8.length / 3 + 16L);
            int count = (int) tokenize.invokeExact(
                    vocabulary, bytes, utf8.length, tokens, (int) (tokens.byteSize() / 4), addSpecial, parseSpecial);
            if (count < 0) {
                tokens = arena.allocate(JAVA_INT, -(long) count);
                count = (int)
                        tokenize.invokeExact(vocabulary, bytes, utf8.length, tokens, -count, addSpecial, parseSpecial);
            }
            return tokens.asSlice(0, count * 4L).toArray(JAVA_INT);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /**
     * Writes the bytes of one token.
     *
     * @param special whether control tokens have a text
     * @return the number of bytes, or minus the number needed if the buffer is too small
     */
    public int piece(MemorySegment vocabulary, int token, MemorySegment buffer, boolean special) {
        try {
            return (int) piece.invokeExact(vocabulary, token, buffer, (int) buffer.byteSize(), 0, special);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
