/** Finds, checks and loads llama.cpp's shared libraries; backends, devices, memory, log. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.ggml {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires transitive studio.athanor.engines.spi;

    exports studio.athanor.engines.ggml;
}
