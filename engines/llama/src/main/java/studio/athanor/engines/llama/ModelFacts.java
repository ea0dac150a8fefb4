package studio.athanor.engines.llama;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import studio.athanor.engines.gguf.GgufReport;
import studio.athanor.engines.llama.libllama.Models;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.OpenRequest;

/** Puts together what is known of a loaded model. */
final class ModelFacts {

    private ModelFacts() {}

    static LoadedModel of(
            ModelLoader.LoadedNative loaded, ModelTemplate template, OpenRequest request, String engineId) {
        NativeModel model = loaded.model();
        Models models = model.libllama().models();
        MemorySegment handle = model.handle();
        boolean embeddings = request.options().embeddings();
        return new LoadedModel(
                engineId,
                "llama.cpp " + model.libllama().version(),
                request.modelFile(),
                name(models, handle, request.modelFile()),
                models.metadata(handle, "general.architecture").orElse(""),
                models.description(handle),
                models.parameters(handle),
                models.size(handle),
                models.trainedContext(handle),
                model.contextTokens(),
                model.sequences(),
                model.threads(),
                model.tokenizer().size(),
                embeddings ? OptionalInt.of(models.embeddingSize(handle)) : OptionalInt.empty(),
                models.chatTemplate(handle),
                Set.of(embeddings ? Capability.EMBED : Capability.CHAT),
                MemoryReport.read(loaded.log(), new DeviceNames(request.deviceNames())),
                warnings(loaded.report(), template, model.contextTokens(), models.trainedContext(handle)));
    }

    private static String name(Models models, MemorySegment handle, String file) {
        return models.metadata(handle, "general.name")
                .filter(name -> !name.isBlank())
                .orElseGet(() -> String.valueOf(Path.of(file).getFileName()));
    }

    private static List<String> warnings(GgufReport report, ModelTemplate template, int context, int trained) {
        List<String> warnings = new ArrayList<>();
        report.warnings().forEach(warning -> warnings.add(warning.toString()));
        template.warning().ifPresent(warnings::add);
        if (trained > 0 && context > trained) {
            warnings.add("The context of " + context + " tokens is longer than the " + trained
                    + " the model was trained for: answers may lose coherence.");
        }
        return warnings;
    }
}
