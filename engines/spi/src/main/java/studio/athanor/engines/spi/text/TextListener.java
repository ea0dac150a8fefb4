package studio.athanor.engines.spi.text;

/** Receives the events of one request, in order and one at a time. Must return quickly and must not throw. */
@FunctionalInterface
public interface TextListener {
    void onEvent(TextEvent event);
}
