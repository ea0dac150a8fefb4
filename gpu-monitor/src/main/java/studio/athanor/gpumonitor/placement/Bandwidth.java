package studio.athanor.gpumonitor.placement;

/**
 * How fast a device reads its own memory. Writing one token reads every active weight once, so this decides the speed.
 *
 * @param bytesPerSecond above 0
 * @param source where the figure comes from
 */
public record Bandwidth(double bytesPerSecond, Source source) {

    private static final double GIGA = 1e9;

    /** Checks the figure. */
    public Bandwidth {
        if (!(bytesPerSecond > 0) || Double.isInfinite(bytesPerSecond)) {
            throw new IllegalArgumentException("impossible bandwidth: " + bytesPerSecond);
        }
    }

    /** Returns a bandwidth from a figure in GB/s, 10^9 bytes per second, as data sheets give it. */
    public static Bandwidth ofGigabytesPerSecond(double gigabytes, Source source) {
        return new Bandwidth(gigabytes * GIGA, source);
    }

    /**
     * Returns what a memory bus can carry: its width times the transfers on each wire.
     *
     * @param busBits width of the bus
     * @param memoryClockHertz as drivers report it
     * @param transfersPerClock 2 for DDR and for GDDR5 and later as NVML counts (its clock is half the data rate)
     */
    public static Bandwidth ofBus(int busBits, double memoryClockHertz, int transfersPerClock) {
        return new Bandwidth(busBits / 8.0 * memoryClockHertz * transfersPerClock, Source.BUS_WIDTH);
    }

    /** Returns the figure in GB/s. */
    public double gigabytesPerSecond() {
        return bytesPerSecond / GIGA;
    }

    /** Where a bandwidth comes from. */
    public enum Source {
        /** Measured on this machine. */
        MEASURED("measured"),
        /** The vendor's data sheet for a card of this name. */
        DATASHEET("by its data sheet"),
        /** Width of the memory bus times its clock. */
        BUS_WIDTH("by its memory bus"),
        /** A usual value for devices of this kind. */
        GUESSED("assumed for its kind");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        /** Returns what follows the figure in a sentence, for example {@code by its data sheet}. */
        public String words() {
            return words;
        }
    }
}
