package studio.athanor.gpumonitor;

import studio.athanor.gpumonitor.device.GpuDevice;
import studio.athanor.gpumonitor.reading.GpuReading;

/**
 * A card and one look at it.
 *
 * @param device the card
 * @param reading the look
 */
public record DeviceReading(GpuDevice device, GpuReading reading) {}
