/**
 * Text in, text or vectors out. A {@link studio.athanor.engines.spi.text.TextRequest} goes down once; {@link
 * studio.athanor.engines.spi.text.TextEvent}s come up until one that is {@link
 * studio.athanor.engines.spi.text.TextEvent.Terminal}.
 */
@NullMarked
package studio.athanor.engines.spi.text;

import org.jspecify.annotations.NullMarked;
