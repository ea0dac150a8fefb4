package studio.athanor.gpumonitor.placement;

/**
 * What a model needs besides its layers.
 *
 * @param device scratch of an accelerator that does not hold the output layer
 * @param outputDevice scratch of the accelerator that does
 * @param host scratch of the host
 */
public record Scratch(long device, long outputDevice, long host) {

    /** Needs nothing. */
    public static final Scratch NONE = new Scratch(0, 0, 0);

    /** Checks that no size is negative. */
    public Scratch {
        if (device < 0 || outputDevice < 0 || host < 0) {
            throw new IllegalArgumentException("negative scratch: " + device + ", " + outputDevice + ", " + host);
        }
    }
}
