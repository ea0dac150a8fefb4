package studio.athanor.gpumonitor.linux;

import studio.athanor.gpumonitor.reading.MemoryReading;

/** Asks a driver how much memory a card has, where no file tells. */
interface DrmMemoryQuery {

    /** Returns what the driver says; everything absent if it says nothing. */
    MemoryReading read(DrmCard card);
}
