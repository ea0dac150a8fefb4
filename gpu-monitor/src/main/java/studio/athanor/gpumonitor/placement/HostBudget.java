package studio.athanor.gpumonitor.placement;

/**
 * What the host can give: memory for what is always there, and for layers that no accelerator takes.
 *
 * @param freeBytes memory that can be used without swapping
 * @param reserveBytes what has to stay free
 * @param bandwidth of its memory
 * @param computes whether it may take layers, and expert tensors, at all
 */
public record HostBudget(long freeBytes, long reserveBytes, Bandwidth bandwidth, boolean computes) {

    /** The host's name in plans and pins. */
    public static final String ID = "CPU";

    /** Checks that no size is negative. */
    public HostBudget {
        if (freeBytes < 0 || reserveBytes < 0) {
            throw new IllegalArgumentException("negative size of the host");
        }
    }

    /** Returns what may be filled: the free bytes less the reserve, at least 0. */
    public long limitBytes() {
        return Math.max(0, freeBytes - reserveBytes);
    }

    /** Returns this host with other free bytes. */
    public HostBudget withFreeBytes(long bytes) {
        return new HostBudget(bytes, reserveBytes, bandwidth, computes);
    }

    /** Returns this host with another reserve. */
    public HostBudget withReserveBytes(long bytes) {
        return new HostBudget(freeBytes, bytes, bandwidth, computes);
    }

    /** Returns this host, allowed to take layers or not. */
    public HostBudget withComputes(boolean allowed) {
        return new HostBudget(freeBytes, reserveBytes, bandwidth, allowed);
    }
}
