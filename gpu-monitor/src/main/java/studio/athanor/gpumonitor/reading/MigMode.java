package studio.athanor.gpumonitor.reading;

/**
 * Whether a card is split into instances (NVIDIA's MIG). Memory, programs and busyness of a card that is split belong to its
 * instances; of the card as a whole the driver tells little of them, and that only to privileged programs.
 *
 * @param split whether it is
 * @param splitAfterReset whether it will be after the card's next reset
 */
public record MigMode(boolean split, boolean splitAfterReset) {}
