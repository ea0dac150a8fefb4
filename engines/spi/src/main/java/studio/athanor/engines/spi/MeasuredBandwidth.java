package studio.athanor.engines.spi;

/**
 * How fast a device read weights from its own memory, which decides how fast it writes tokens: each reads all of them once.
 *
 * @param bytesPerSecond above 0
 * @param weightBytes how many different bytes were read, more than caches hold
 * @param passes how often all of them were read
 */
public record MeasuredBandwidth(double bytesPerSecond, long weightBytes, int passes) {}
