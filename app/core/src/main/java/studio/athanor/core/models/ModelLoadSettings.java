package studio.athanor.core.models;

import studio.athanor.engines.spi.LoadOptions;

/**
 * How a model is loaded.
 *
 * @param options context, cache, threads
 * @param devices where it is computed
 */
public record ModelLoadSettings(LoadOptions options, DeviceChoice devices) {

    /** Returns the engine's choices, on automatic devices. */
    public static ModelLoadSettings defaults() {
        return new ModelLoadSettings(LoadOptions.defaults(), new DeviceChoice.Automatic());
    }

    /** Returns these settings with other options. */
    public ModelLoadSettings withOptions(LoadOptions other) {
        return new ModelLoadSettings(other, devices);
    }

    /** Returns these settings with other devices. */
    public ModelLoadSettings withDevices(DeviceChoice other) {
        return new ModelLoadSettings(options, other);
    }
}
