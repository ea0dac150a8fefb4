package studio.athanor.engines.llama;

/**
 * How many tokens of prompts are computed in one step while others wait for their next token. Measures what a token costs, so
 * that a step takes a sixth of a second at most: long prompts then delay running answers little, and cost little speed.
 */
final class Pace {

    private static final double STEP_SECONDS = 0.16;
    private static final int LEAST = 32;

    private final int most;
    private double secondsPerToken = STEP_SECONDS / 128;

    Pace(int most) {
        this.most = most;
    }

    int promptTokensPerStep() {
        return (int) Math.clamp(STEP_SECONDS / secondsPerToken, Math.min(LEAST, most), most);
    }

    void measured(int tokens, long nanos) {
        if (tokens >= LEAST) {
            secondsPerToken = 0.7 * secondsPerToken + 0.3 * (nanos / 1e9 / tokens);
        }
    }
}
