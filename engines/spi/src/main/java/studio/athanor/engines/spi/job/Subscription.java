package studio.athanor.engines.spi.job;

/** Ends a subscription when closed; closing twice does nothing. */
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
