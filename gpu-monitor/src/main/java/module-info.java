/** Devices, live readings, health, memory estimates and placement. */
@org.jspecify.annotations.NullMarked
module studio.athanor.gpumonitor {
    requires static transitive org.jspecify;
    requires transitive studio.athanor.engines.gguf;
    requires com.github.oshi;
    requires org.slf4j;

    exports studio.athanor.gpumonitor;
    exports studio.athanor.gpumonitor.device;
    exports studio.athanor.gpumonitor.health;
    exports studio.athanor.gpumonitor.reading;
    exports studio.athanor.gpumonitor.source;
    exports studio.athanor.gpumonitor.estimate;
    exports studio.athanor.gpumonitor.placement;
}
