package studio.athanor.engines.gguf;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a LoRA adapter must fulfil: a scale, and two matching matrices for each tensor that it changes. */
final class AdapterRules {

    private static final String TYPE = "adapter.type";
    private static final String ALPHA = "adapter.lora.alpha";
    private static final String A = ".lora_a";
    private static final String B = ".lora_b";

    private final MetadataRules rules;

    AdapterRules(MetadataRules rules) {
        this.rules = rules;
    }

    /** The two matrices for one tensor of the base model. */
    private static final class Pair {
        private @Nullable GgufTensor a;
        private @Nullable GgufTensor b;
    }

    void check() throws GgufException {
        String type = rules.text(TYPE).orElse("");
        if (!type.equals("lora")) {
            throw rules.refusals()
                    .unsupported(
                            Refusals.key(TYPE),
                            Printable.quoted(type) + ", the engine has lora",
                            "Get the adapter as a LoRA in the GGUF format.");
        }
        var _ = rules.real(ALPHA);
        var _ = rules.array("adapter.alora.invocation_tokens", GgufValueType.UINT32);
        var _ = rules.text("adapter.lora.task_name");
        var _ = rules.text("adapter.lora.prompt_prefix");
        Map<String, Pair> pairs = pairs();
        if (pairs.isEmpty()) {
            throw rules.refusals().inconsistent("tensors", "the adapter changes no tensor");
        }
        for (Map.Entry<String, Pair> entry : pairs.entrySet()) {
            checkPair(entry.getKey(), entry.getValue());
        }
    }

    private Map<String, Pair> pairs() throws GgufException {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        for (GgufTensor tensor : rules.file().tensors()) {
            String name = tensor.name();
            if (name.endsWith(A)) {
                pairs.computeIfAbsent(base(name), _ -> new Pair()).a = tensor;
            } else if (name.endsWith(B)) {
                pairs.computeIfAbsent(base(name), _ -> new Pair()).b = tensor;
            } else if (!name.endsWith("_norm.weight")) {
                throw rules.refusals()
                        .inconsistent(Refusals.tensor(name), "in an adapter, must end in .lora_a or .lora_b");
            }
        }
        return pairs;
    }

    private static String base(String name) {
        return name.substring(0, name.length() - A.length());
    }

    private void checkPair(String name, Pair pair) throws GgufException {
        if (pair.a == null || pair.b == null) {
            throw rules.refusals()
                    .inconsistent(
                            Refusals.tensor(name + (pair.a == null ? A : B)),
                            "missing, though its counterpart is there");
        }
        long rank = rank(name, pair.a);
        if (pair.b.dimension(0) != rank) {
            throw rules.refusals()
                    .inconsistent(
                            Refusals.tensor(pair.b.name()),
                            "shape " + pair.b.shape() + " does not fit " + pair.a.shape() + " of " + A.substring(1));
        }
    }

    /** The token embedding's matrices are exchanged: see llama.cpp's input layer. */
    private static long rank(String name, GgufTensor a) {
        return name.endsWith("token_embd.weight") ? a.dimension(0) : a.dimension(1);
    }

    /** Checks that the base model has every tensor that the adapter changes, in the right shape. */
    void checkFits(List<GgufTensor> baseTensors, String baseArchitecture) throws GgufException {
        String remedy = "Choose an adapter that was trained for this very model.";
        String own = rules.file().architecture();
        if (!own.equals(baseArchitecture)) {
            throw rules.refusals()
                    .inconsistent(
                            Refusals.key(GgufKeys.ARCHITECTURE),
                            Printable.quoted(own) + ", but the model is " + Printable.quoted(baseArchitecture),
                            remedy);
        }
        Map<String, GgufTensor> base =
                baseTensors.stream().collect(Collectors.toMap(GgufTensor::name, t -> t, (first, _) -> first));
        for (Map.Entry<String, Pair> entry : pairs().entrySet()) {
            GgufTensor tensor = base.get(entry.getKey());
            if (tensor == null) {
                throw rules.refusals()
                        .inconsistent(
                                Refusals.tensor(entry.getKey()),
                                "changed by the adapter, but not in the model",
                                remedy);
            }
            requireShape(tensor, entry.getValue(), remedy);
        }
    }

    private void requireShape(GgufTensor base, Pair pair, String remedy) throws GgufException {
        if (pair.a == null || pair.b == null) {
            return;
        }
        boolean embedding = base.name().endsWith("token_embd.weight");
        boolean fits = embedding
                ? base.dimension(0) == pair.b.dimension(1) && base.dimension(1) == pair.a.dimension(1)
                : base.dimension(0) == pair.a.dimension(0) && base.dimension(1) == pair.b.dimension(1);
        if (!fits) {
            throw rules.refusals()
                    .inconsistent(
                            Refusals.tensor(base.name()),
                            "shape " + base.shape() + " in the model, but the adapter has " + pair.a.shape() + " and "
                                    + pair.b.shape(),
                            remedy);
        }
    }

    /** Returns the ranks that occur, in the file's order. */
    Set<Long> ranks() throws GgufException {
        Set<Long> ranks = new LinkedHashSet<>();
        for (Map.Entry<String, Pair> entry : pairs().entrySet()) {
            if (entry.getValue().a != null) {
                ranks.add(rank(entry.getKey(), entry.getValue().a));
            }
        }
        return ranks;
    }
}
