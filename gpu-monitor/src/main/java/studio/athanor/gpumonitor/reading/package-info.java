/**
 * What is measured. {@link studio.athanor.gpumonitor.reading.GpuReading} is one look at one card, its parts are records;
 * a sensor that a card lacks is absent, never zero.
 */
@NullMarked
package studio.athanor.gpumonitor.reading;

import org.jspecify.annotations.NullMarked;
