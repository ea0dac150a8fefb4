/**
 * What an engine is, seen from the studio: providers, models, requests, events, failures, jobs.
 *
 * <p>Depends on nothing. Start at {@link studio.athanor.engines.spi.EngineProvider}.
 */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.spi {
    requires static transitive org.jspecify;

    exports studio.athanor.engines.spi;
    exports studio.athanor.engines.spi.job;
    exports studio.athanor.engines.spi.text;
}
