package studio.athanor.gpumonitor.nvml;

/** The functions of NVML that take a card. Any of them may be missing in a driver. */
enum NvmlCall {
    NAME("nvmlDeviceGetName", Shape.TEXT),
    UUID("nvmlDeviceGetUUID", Shape.TEXT),
    PCI("nvmlDeviceGetPciInfo_v3", Shape.OUT),
    BUS_WIDTH("nvmlDeviceGetMemoryBusWidth", Shape.OUT),
    MEMORY_V2("nvmlDeviceGetMemoryInfo_v2", Shape.OUT),
    MEMORY("nvmlDeviceGetMemoryInfo", Shape.OUT),
    UTILISATION("nvmlDeviceGetUtilizationRates", Shape.OUT),
    TEMPERATURE_V("nvmlDeviceGetTemperatureV", Shape.OUT),
    TEMPERATURE("nvmlDeviceGetTemperature", Shape.INDEXED_OUT),
    THRESHOLD("nvmlDeviceGetTemperatureThreshold", Shape.INDEXED_OUT),
    MARGIN("nvmlDeviceGetMarginTemperature", Shape.OUT),
    POWER("nvmlDeviceGetPowerUsage", Shape.OUT),
    POWER_LIMIT("nvmlDeviceGetEnforcedPowerLimit", Shape.OUT),
    POWER_DEFAULT_LIMIT("nvmlDeviceGetPowerManagementDefaultLimit", Shape.OUT),
    CLOCK("nvmlDeviceGetClockInfo", Shape.INDEXED_OUT),
    MAX_CLOCK("nvmlDeviceGetMaxClockInfo", Shape.INDEXED_OUT),
    FANS("nvmlDeviceGetNumFans", Shape.OUT),
    FAN_SPEED_V2("nvmlDeviceGetFanSpeed_v2", Shape.INDEXED_OUT),
    FAN_SPEED("nvmlDeviceGetFanSpeed", Shape.OUT),
    FAN_RPM("nvmlDeviceGetFanSpeedRPM", Shape.OUT),
    LINK_GENERATION("nvmlDeviceGetCurrPcieLinkGeneration", Shape.OUT),
    LINK_WIDTH("nvmlDeviceGetCurrPcieLinkWidth", Shape.OUT),
    MAX_LINK_GENERATION("nvmlDeviceGetMaxPcieLinkGeneration", Shape.OUT),
    MAX_LINK_WIDTH("nvmlDeviceGetMaxPcieLinkWidth", Shape.OUT),
    EVENT_REASONS("nvmlDeviceGetCurrentClocksEventReasons", Shape.OUT),
    THROTTLE_REASONS("nvmlDeviceGetCurrentClocksThrottleReasons", Shape.OUT),
    FIELDS("nvmlDeviceGetFieldValues", Shape.INDEXED_OUT),
    MIG_MODE("nvmlDeviceGetMigMode", Shape.TWO_OUT),
    PROCESS_DETAILS("nvmlDeviceGetRunningProcessDetailList", Shape.OUT),
    COMPUTE_V3("nvmlDeviceGetComputeRunningProcesses_v3", Shape.LIST),
    COMPUTE_V2("nvmlDeviceGetComputeRunningProcesses_v2", Shape.LIST),
    GRAPHICS_V3("nvmlDeviceGetGraphicsRunningProcesses_v3", Shape.LIST),
    GRAPHICS_V2("nvmlDeviceGetGraphicsRunningProcesses_v2", Shape.LIST),
    MPS_V3("nvmlDeviceGetMPSComputeRunningProcesses_v3", Shape.LIST),
    MPS_V2("nvmlDeviceGetMPSComputeRunningProcesses_v2", Shape.LIST);

    /** What follows the card in the list of arguments. */
    enum Shape {
        /** A pointer to what is filled in. */
        OUT,
        /** An unsigned int and a pointer. */
        INDEXED_OUT,
        /** Two pointers to what is filled in. */
        TWO_OUT,
        /** A buffer and its length. */
        TEXT,
        /** A pointer to a count and one to an array. */
        LIST
    }

    private final String symbol;
    private final Shape shape;

    NvmlCall(String symbol, Shape shape) {
        this.symbol = symbol;
        this.shape = shape;
    }

    String symbol() {
        return symbol;
    }

    Shape shape() {
        return shape;
    }
}
