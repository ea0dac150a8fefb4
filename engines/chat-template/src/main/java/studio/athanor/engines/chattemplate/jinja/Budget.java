package studio.athanor.engines.chattemplate.jinja;

/** What is left of a rendering's {@link Limits}. */
final class Budget {

    private static final int STEPS_BETWEEN_CLOCK_READINGS = 512;
    private static final long CHARS_PER_STEP = 256;

    private final Limits limits;
    private final long deadlineNanos;
    private long steps;
    private long nextClockReading = STEPS_BETWEEN_CLOCK_READINGS;
    private long output;
    private long allocated;
    private int depth;

    Budget(Limits limits) {
        this.limits = limits;
        this.deadlineNanos = System.nanoTime() + limits.duration().toNanos();
    }

    void step() {
        steps(1);
    }

    void steps(long count) {
        steps += count;
        if (steps > limits.steps()) {
            throw Fault.limit("The template takes more than " + limits.steps() + " steps");
        }
        if (steps >= nextClockReading) {
            nextClockReading = steps + STEPS_BETWEEN_CLOCK_READINGS;
            if (System.nanoTime() - deadlineNanos > 0) {
                throw Fault.limit(
                        "The template takes longer than " + limits.duration().toMillis() + " ms");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw Fault.interrupted();
            }
        }
    }

    /** Charges an intermediate string before it is made. */
    void chars(long count) {
        allocated += Math.max(0, count);
        if (allocated > limits.allocation()) {
            throw Fault.limit("The template makes more than " + limits.allocation() + " characters of values");
        }
        steps(Math.max(0, count) / CHARS_PER_STEP);
    }

    /** Charges slots of a list or dictionary before they are made. */
    void slots(long count) {
        chars(count > Long.MAX_VALUE / 8 ? Long.MAX_VALUE / 2 : count * 8);
    }

    void output(int chars) {
        output += chars;
        if (output > limits.outputChars()) {
            throw Fault.limit("The template writes more than " + limits.outputChars() + " characters");
        }
    }

    void enter() {
        depth++;
        if (depth > limits.depth()) {
            throw Fault.limit("The template nests deeper than " + limits.depth() + " levels");
        }
    }

    void leave() {
        depth--;
    }
}
