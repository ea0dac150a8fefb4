package studio.athanor.gpumonitor.reading;

/** Why a card runs slower than it could. */
public enum ThrottleReason {
    /** Nothing to do. */
    IDLE,
    /** Somebody set the clocks. */
    CLOCKS_SET,
    /** The power limit is reached; normal under load. */
    POWER_CAP,
    /** The hardware slows itself down, for heat or power. */
    HARDWARE_SLOWDOWN,
    /** It keeps step with other cards. */
    SYNC_BOOST,
    /** The driver slows it down for heat. */
    SOFTWARE_THERMAL,
    /** The hardware slows itself down for heat, to half or less. */
    HARDWARE_THERMAL,
    /** The power supply asked for it. */
    POWER_BRAKE,
    /** The display's needs set the clocks. */
    DISPLAY,
    /** Something else that the driver names no closer. */
    OTHER
}
