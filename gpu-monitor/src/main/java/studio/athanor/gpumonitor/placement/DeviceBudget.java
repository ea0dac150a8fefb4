package studio.athanor.gpumonitor.placement;

/**
 * What one accelerator can give to a model.
 *
 * @param id as the engine names the device
 * @param name as people know it
 * @param capacityBytes its whole memory
 * @param freeBytes what nobody uses now
 * @param reserveBytes what has to stay free, for the desktop and for what nobody counts
 * @param overheadBytes what a process takes by using the device at all: the driver's context, kernels
 * @param sharesHost whether it has no memory of its own, so that what it holds is taken from the host's
 * @param bandwidth of its memory
 * @param excluded whether nothing may be put on it
 * @param pinned whether something must be put on it
 */
public record DeviceBudget(
        String id,
        String name,
        long capacityBytes,
        long freeBytes,
        long reserveBytes,
        long overheadBytes,
        boolean sharesHost,
        Bandwidth bandwidth,
        boolean excluded,
        boolean pinned) {

    /** Checks that no size is negative. */
    public DeviceBudget {
        if (capacityBytes < 0 || freeBytes < 0 || reserveBytes < 0 || overheadBytes < 0) {
            throw new IllegalArgumentException("negative size of device " + id);
        }
    }

    /** Returns a device with nothing asked of it. */
    public static DeviceBudget of(
            String id, String name, long capacityBytes, long freeBytes, long reserveBytes, Bandwidth bandwidth) {
        return new DeviceBudget(id, name, capacityBytes, freeBytes, reserveBytes, 0, false, bandwidth, false, false);
    }

    /** Returns what may be filled: the free bytes less the reserve, at least 0. */
    public long limitBytes() {
        return Math.max(0, freeBytes - reserveBytes);
    }

    /** Returns this device with other free bytes. */
    public DeviceBudget withFreeBytes(long bytes) {
        return new DeviceBudget(
                id, name, capacityBytes, bytes, reserveBytes, overheadBytes, sharesHost, bandwidth, excluded, pinned);
    }

    /** Returns this device with another reserve. */
    public DeviceBudget withReserveBytes(long bytes) {
        return new DeviceBudget(
                id, name, capacityBytes, freeBytes, bytes, overheadBytes, sharesHost, bandwidth, excluded, pinned);
    }

    /** Returns this device with another overhead. */
    public DeviceBudget withOverheadBytes(long bytes) {
        return new DeviceBudget(
                id, name, capacityBytes, freeBytes, reserveBytes, bytes, sharesHost, bandwidth, excluded, pinned);
    }

    /** Returns this device, drawing on the host's memory or not. */
    public DeviceBudget withSharesHost(boolean shares) {
        return new DeviceBudget(
                id, name, capacityBytes, freeBytes, reserveBytes, overheadBytes, shares, bandwidth, excluded, pinned);
    }

    /** Returns this device, excluded or not. */
    public DeviceBudget withExcluded(boolean exclude) {
        return new DeviceBudget(
                id,
                name,
                capacityBytes,
                freeBytes,
                reserveBytes,
                overheadBytes,
                sharesHost,
                bandwidth,
                exclude,
                pinned);
    }

    /** Returns this device, pinned or not. */
    public DeviceBudget withPinned(boolean pin) {
        return new DeviceBudget(
                id, name, capacityBytes, freeBytes, reserveBytes, overheadBytes, sharesHost, bandwidth, excluded, pin);
    }
}
