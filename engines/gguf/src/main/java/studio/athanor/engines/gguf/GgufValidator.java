package studio.athanor.engines.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks what a header means before native code sees the file: that the engine knows the architecture and the tokenizer,
 * and that sizes, counts and token ids are ones it can take. Some of them would be assertions in the engine, which end
 * its process; all of them get a sentence here that names file, field and reason.
 *
 * <p>Stateless; safe to share. Blocks for milliseconds: a vocabulary is read once.
 */
public final class GgufValidator {

    /** Creates a validator for the engine that is shipped, llama.cpp 0.5.0. */
    public GgufValidator() {}

    /**
     * Reads and checks a model with all its parts.
     *
     * @throws GgufException if the file, or a part that belongs to it, must not be loaded
     */
    public GgufReport validate(Path file) throws GgufException {
        return validate(GgufFile.read(file));
    }

    /**
     * Checks a model whose first header was read; reads the headers of its other parts.
     *
     * @throws GgufException if the file, or a part that belongs to it, must not be loaded
     */
    public GgufReport validate(GgufFile file) throws GgufException {
        List<GgufWarning> warnings = new ArrayList<>(file.warnings());
        MetadataRules rules = new MetadataRules(file, warnings);
        List<GgufFile> parts = new SplitParts(file).read();
        parts.stream().skip(1).forEach(part -> warnings.addAll(part.warnings()));
        checkGeneral(rules);
        switch (ModelKind.of(file)) {
            case ADAPTER -> {
                requireKnown(rules);
                new AdapterRules(rules).check();
            }
            case PROJECTOR -> new ProjectorRules(rules).check();
            case OTHER -> throw noModel(rules);
            case CHAT, TEXT, EMBEDDING, RERANKER, SPEECH, DRAFT, VOCABULARY -> {
                requireKnown(rules);
                List<GgufTensor> tensors =
                        parts.stream().flatMap(part -> part.tensors().stream()).toList();
                new TokenizerRules(rules).check();
                new LanguageModelRules(rules, tensors).check();
                new TemplateRules(rules).check();
            }
        }
        return new GgufReport(parts, ModelSummary.of(parts), warnings);
    }

    /**
     * Checks that an adapter belongs to a model.
     *
     * @throws GgufException if it changes tensors that the model lacks or has in other shapes
     */
    public void requireFits(GgufReport adapter, GgufReport model) throws GgufException {
        if (adapter.summary().kind() != ModelKind.ADAPTER) {
            throw new Refusals(adapter.file().path())
                    .inconsistent("", "not an adapter", "Choose a LoRA adapter in the GGUF format.");
        }
        new AdapterRules(new MetadataRules(adapter.file(), new ArrayList<>()))
                .checkFits(model.tensors(), model.file().architecture());
    }

    private static void checkGeneral(MetadataRules rules) throws GgufException {
        var _ = rules.text(GgufKeys.ARCHITECTURE);
        var _ = rules.text(GgufKeys.TYPE);
        var _ = rules.text(GgufKeys.NAME);
        var _ = rules.number(GgufKeys.FILE_TYPE, 0, 0xFFFF_FFFFL);
        for (Map.Entry<String, GgufValue> entry :
                rules.file().metadata().values().entrySet()) {
            if (entry.getKey().startsWith("general.sampling.")
                    && entry.getValue() instanceof GgufValue.Real(GgufValueType _, double number)
                    && !Double.isFinite(number)) {
                throw rules.wrong(entry.getKey(), number + ", must be a finite number");
            }
        }
    }

    private static void requireKnown(MetadataRules rules) throws GgufException {
        String architecture = rules.file().architecture();
        String field = Refusals.key(GgufKeys.ARCHITECTURE);
        if (architecture.isEmpty()) {
            throw rules.missing(GgufKeys.ARCHITECTURE);
        }
        if (EngineKnowledge.IMAGE_ARCHITECTURES.contains(architecture)) {
            throw rules.refusals()
                    .unsupported(
                            field,
                            Printable.quoted(architecture) + ", a picture or video model",
                            "Choose a language model, or open this model as safetensors in the picture pane.");
        }
        if (!EngineKnowledge.loads(architecture)) {
            throw rules.refusals()
                    .unsupported(field, Printable.quoted(architecture) + " is not known to " + EngineKnowledge.ENGINE);
        }
    }

    private static GgufException noModel(MetadataRules rules) {
        String type = rules.file().metadata().text(GgufKeys.TYPE).orElse("");
        if (type.equals("imatrix")) {
            return rules.refusals()
                    .unsupported(
                            Refusals.key(GgufKeys.TYPE),
                            "an importance matrix, which guides quantization",
                            "Choose the model itself.");
        }
        if (rules.file().architecture().equals("controlvector")) {
            return rules.refusals()
                    .unsupported(
                            Refusals.key(GgufKeys.ARCHITECTURE),
                            "a control vector, not a model",
                            "Choose the model itself.");
        }
        return rules.missing(GgufKeys.ARCHITECTURE);
    }
}
