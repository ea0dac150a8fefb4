package studio.athanor.engines.llama;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.RuntimeFolder;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextRequest;

/** The model that comes with the project, on the real library. */
final class StarterModel {

    static final String FILE = Path.of(
                    System.getProperty("athanor.project.root"), "assets/models/starter-chat/starter-chat.q8_0.gguf")
            .toString();
    static final EngineEnvironment ENVIRONMENT =
            new EngineEnvironment(Map.of("ggml", System.getProperty("athanor.ggml.folder")));

    private StarterModel() {}

    static TextEngine open() throws EngineException, InterruptedException {
        return open(LoadOptions.defaults());
    }

    static TextEngine open(LoadOptions options) throws EngineException, InterruptedException {
        return open(FILE, options);
    }

    /** Opens another model. */
    static TextEngine open(String file, LoadOptions options) throws EngineException, InterruptedException {
        return (TextEngine) new LlamaProvider()
                .open(ENVIRONMENT, new OpenRequest(file, options, DevicePlan.CPU), LoadObserver.NONE);
    }

    /** Loads it without an engine around it. */
    static NativeModel load(LoadOptions options) throws EngineException, InterruptedException {
        GgmlRuntime runtime = runtime();
        return new ModelLoader(
                        runtime,
                        Libllama.bind(runtime),
                        new OpenRequest(FILE, options, DevicePlan.CPU),
                        LoadObserver.NONE)
                .load()
                .model();
    }

    static GgmlRuntime runtime() throws EngineException {
        return GgmlRuntime.load(RuntimeFolder.find(Path.of(System.getProperty("athanor.ggml.folder"))));
    }

    static Prompt ask(String question) {
        return Prompt.Conversation.of(List.of(Message.of(Message.Role.USER, question)));
    }

    /** A request that takes the likeliest tokens. */
    static TextRequest greedy(Prompt prompt) {
        return TextRequest.of(prompt)
                .withSampling(Sampling.builder().temperature(0).build());
    }
}
