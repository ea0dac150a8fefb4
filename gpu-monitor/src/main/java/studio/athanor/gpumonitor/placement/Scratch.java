package studio.athanor.gpumonitor.placement;

/**
 * What a model needs besides its layers. Which accelerator of a plan is the first, and whether one holds the output layer alone,
 * is not known before the plan is: searches take {@link #most} for each, so that what they find is never short.
 *
 * @param device scratch of an accelerator that does not hold the output layer
 * @param outputDevice scratch of the accelerator that does
 * @param outputAlone scratch of one that holds nothing but the output layer; no more than {@code outputDevice}
 * @param copies what the first accelerator takes besides, for matrices of the host that are copied to it
 * @param host scratch of the host
 */
public record Scratch(long device, long outputDevice, long outputAlone, long copies, long host) {

    /** Needs nothing. */
    public static final Scratch NONE = new Scratch(0, 0, 0);

    /** Checks that no size is negative. */
    public Scratch {
        if (device < 0 || outputDevice < 0 || copies < 0 || host < 0) {
            throw new IllegalArgumentException("negative scratch: " + device + ", " + outputDevice + ", " + host);
        }
        if (outputAlone < 0 || outputAlone > outputDevice) {
            throw new IllegalArgumentException("output alone: " + outputAlone + ", with layers: " + outputDevice);
        }
    }

    /** Creates a scratch that is the same wherever a device stands in a plan. */
    public Scratch(long device, long outputDevice, long host) {
        this(device, outputDevice, outputDevice, 0, host);
    }

    /** Returns this scratch with more on every device and on the host. */
    public Scratch plus(long bytes) {
        return new Scratch(device + bytes, outputDevice + bytes, outputAlone + bytes, copies, host + bytes);
    }

    /** Returns the most that an accelerator takes. */
    long most(boolean output) {
        return copies + (output ? outputDevice : device);
    }

    /** Returns what an accelerator of a plan takes. */
    public long of(boolean first, boolean output, int layers) {
        long own = !output ? device : layers == 1 ? outputAlone : outputDevice;
        return own + (first ? copies : 0);
    }
}
