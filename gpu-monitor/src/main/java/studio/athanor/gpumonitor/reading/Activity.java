package studio.athanor.gpumonitor.reading;

import java.util.OptionalDouble;

/**
 * How busy a card is, in percent of the last sampling period (NVIDIA: a sixth of a second to a second).
 *
 * @param gpuPercent share of time in which anything ran; says nothing of how much of the card it filled
 * @param memoryDutyPercent share of time in which memory was read or written; neither fullness nor bandwidth
 */
public record Activity(OptionalDouble gpuPercent, OptionalDouble memoryDutyPercent) {

    /** Nothing known. */
    public static final Activity NONE = new Activity(OptionalDouble.empty(), OptionalDouble.empty());
}
