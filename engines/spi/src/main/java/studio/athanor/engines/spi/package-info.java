/**
 * The engine SPI: {@link studio.athanor.engines.spi.EngineProvider} opens a model and returns an {@link
 * studio.athanor.engines.spi.Engine}; what the engine can do beyond that is a sub-interface such as {@link
 * studio.athanor.engines.spi.text.TextEngine}.
 *
 * <p>Everything here is a value, an interface or a failure. Values cross a process boundary as JSON, so records hold
 * only strings, numbers, booleans, lists, maps with string keys, optionals, enums, other records and sealed interfaces
 * of records.
 */
@NullMarked
package studio.athanor.engines.spi;

import org.jspecify.annotations.NullMarked;
