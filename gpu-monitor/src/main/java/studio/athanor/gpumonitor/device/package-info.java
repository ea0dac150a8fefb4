/**
 * Which cards a machine has. Every card has one {@link studio.athanor.gpumonitor.device.DeviceIdentity}, whoever reports
 * it; {@link studio.athanor.gpumonitor.device.DeviceMatching} joins the devices that engines see to these cards.
 */
@NullMarked
package studio.athanor.gpumonitor.device;

import org.jspecify.annotations.NullMarked;
