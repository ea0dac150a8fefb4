package studio.athanor.gpumonitor.placement;

import java.util.List;

/** A reason why there is no placement. The message says what is wrong, {@link #remedy()} what to do about it. */
public abstract sealed class PlacementException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    private PlacementException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** Returns what a person can do, in one or more sentences. */
    public String remedy() {
        return remedy;
    }

    /** More is to stay free on a device than it has. */
    public static final class ReserveTooLarge extends PlacementException {
        private static final long serialVersionUID = 1L;

        ReserveTooLarge(DeviceBudget device) {
            super(
                    "The reserve of " + Words.bytes(device.reserveBytes()) + " on " + Words.device(device)
                            + " is more than its whole memory of " + Words.bytes(device.capacityBytes()) + ".",
                    "Reserve less on it, or exclude it.");
        }
    }

    /** A plan, a pin or a count names a device that is not there. */
    public static final class DeviceGone extends PlacementException {
        private static final long serialVersionUID = 1L;

        DeviceGone(String deviceId, List<DeviceBudget> present) {
            super(
                    "The plan is for the device " + deviceId + ", which is not there"
                            + (present.isEmpty()
                                    ? "; there is no accelerator at all."
                                    : "; there are " + Words.list(present) + "."),
                    "Plan anew for the devices that are there.");
        }
    }

    /** More layers are given away than the model has. */
    public static final class TooManyLayers extends PlacementException {
        private static final long serialVersionUID = 1L;

        TooManyLayers(String model, int asked, int layers) {
            super(
                    "The plan needs " + asked + " layers, but " + model + " has " + layers + " with its output layer.",
                    "Give the devices fewer layers.");
        }
    }

    /** Layers are given to two devices, or one device is given ranges that are apart. */
    public static final class OverlappingPins extends PlacementException {
        private static final long serialVersionUID = 1L;

        OverlappingPins(String what) {
            super(what, "Give every layer to one device, and every device one range without gaps.");
        }
    }

    /** A device must be used and must not. */
    public static final class ExcludedAndPinned extends PlacementException {
        private static final long serialVersionUID = 1L;

        ExcludedAndPinned(String device) {
            super(device + " is excluded, but layers are pinned to it.", "Take back one of the two.");
        }
    }

    /** What was given by hand contradicts itself in another way, for example layers that nobody takes. */
    public static final class Contradiction extends PlacementException {
        private static final long serialVersionUID = 1L;

        Contradiction(String what, String remedy) {
            super(what, remedy);
        }
    }

    /** The devices and the host have too little memory. */
    public static final class NothingFits extends PlacementException {
        private static final long serialVersionUID = 1L;

        private final long missingBytes;

        NothingFits(String message, String remedy, long missingBytes) {
            super(message, remedy);
            this.missingBytes = missingBytes;
        }

        /** Returns how many bytes more the best-suited device, or the host, would need to have free. */
        public long missingBytes() {
            return missingBytes;
        }
    }
}
