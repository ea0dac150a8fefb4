package studio.athanor.engines.spi.text;

/**
 * What a request took, measured in the engine.
 *
 * @param promptTokens of the prompt
 * @param reusedTokens of the prompt that were in the cache already
 * @param generatedTokens of the answer
 * @param queueMillis waiting for a sequence
 * @param promptMillis reading the prompt
 * @param generationMillis from the first generated token to the last
 * @param firstTokenMillis from the request's arrival to its first token
 */
public record Usage(
        int promptTokens,
        int reusedTokens,
        int generatedTokens,
        double queueMillis,
        double promptMillis,
        double generationMillis,
        double firstTokenMillis) {

    /** Nothing done. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0);

    /** Returns the speed of generation, 0 if fewer than two tokens were generated. */
    public double tokensPerSecond() {
        return generatedTokens < 2 || generationMillis <= 0 ? 0 : (generatedTokens - 1) * 1000.0 / generationMillis;
    }
}
