package studio.athanor.engines.gguf;

import java.util.ArrayList;
import java.util.List;

/**
 * A model that passed every check.
 *
 * @param parts its files, the first one first
 * @param summary what it is
 * @param warnings what is odd about it
 */
public record GgufReport(List<GgufFile> parts, ModelSummary summary, List<GgufWarning> warnings) {

    /** Copies the lists. */
    public GgufReport {
        parts = List.copyOf(parts);
        warnings = List.copyOf(warnings);
    }

    /** Returns the first file, which holds the metadata. */
    public GgufFile file() {
        return parts.getFirst();
    }

    /** Returns the tensors of all parts. */
    public List<GgufTensor> tensors() {
        return parts.stream().flatMap(part -> part.tensors().stream()).toList();
    }

    /** Returns everything worth showing as a stable, ordered list: the summary, the format, then the warnings. */
    public List<Fact> facts() {
        GgufFile file = file();
        List<Fact> facts = new ArrayList<>(summary.facts());
        facts.add(Fact.of("formatVersion", "GGUF version", file.version()));
        facts.add(Fact.of("alignment", "Alignment", file.alignment()));
        facts.add(Fact.of(
                "metadataEntries", "Metadata entries", file.metadata().values().size()));
        facts.add(Fact.of("tensors", "Tensors", tensors().size()));
        facts.add(Fact.of("dataStart", "Weights start at byte", file.dataStart()));
        for (int i = 0; i < warnings.size(); i++) {
            facts.add(Fact.of("warning" + (i + 1), "Warning", warnings.get(i).toString()));
        }
        return List.copyOf(facts);
    }
}
