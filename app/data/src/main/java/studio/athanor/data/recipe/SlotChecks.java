package studio.athanor.data.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import studio.athanor.data.row.Position;

/** Model slots, source files and other columns that are named: whether they are there, and whether each is of use. */
final class SlotChecks {

    private final Findings findings;
    private final Recipe recipe;
    private final Set<String> slotsUsed = new HashSet<>();
    private final Set<String> sourcesUsed = new HashSet<>();
    private boolean chunksUsed;

    private SlotChecks(Findings findings) {
        this.findings = findings;
        recipe = findings.recipe();
    }

    static void run(Findings findings) {
        SlotChecks checks = new SlotChecks(findings);
        Recipe recipe = findings.recipe();
        for (int i = 0; i < recipe.columns().size(); i++) {
            checks.column(Findings.column(i), recipe.columns().get(i));
        }
        checks.embedders("checks", recipe.checks());
        checks.unused();
    }

    private void column(String field, Column column) {
        Position at = column.at();
        embedders(field + ".checks", column.checks());
        switch (column.kind()) {
            case ColumnKind.Subcategory subcategory -> other(field + ".parent", subcategory.parent(), column);
            case ColumnKind.Pick pick -> source(field + ".source", pick.source(), at);
            case ColumnKind.Chunk _ -> {
                chunksUsed = true;
                if (recipe.documents().isEmpty()) {
                    findings.error(
                            field, at, "There are no documents to take chunks of. Add \"documents\" to the recipe.");
                }
            }
            case ColumnKind.Score score -> score(field, score, column);
            case ColumnKind.Conversation talk -> {
                slot(field + ".user.model", talk.user().model(), at);
                slot(field + ".assistant.model", talk.assistant().model(), at);
            }
            case ColumnKind.ToolConversation talk -> {
                slot(field + ".model", talk.call().model(), at);
                slot(field + ".simulator", talk.simulator(), at);
            }
            case ColumnKind.ModelWritten written ->
                slot(field + ".model", written.slots().getFirst(), at);
            default -> {}
        }
    }

    private void score(String field, ColumnKind.Score score, Column column) {
        for (int i = 0; i < score.judges().size(); i++) {
            String place = score.judges().size() == 1 ? field + ".model" : field + ".judges[" + i + "]";
            slot(place, score.judges().get(i), column.at());
            if (score.judges().indexOf(score.judges().get(i)) < i) {
                findings.error(
                        place,
                        column.at(),
                        "The judge \"" + score.judges().get(i) + "\" is there twice. Name every judge once.");
            }
        }
        score.pair().ifPresent(pair -> {
            other(field + ".pair[0]", pair.first(), column);
            other(field + ".pair[1]", pair.second(), column);
            if (pair.first().equals(pair.second())) {
                findings.error(field + ".pair", column.at(), "A pair is of two columns that differ.");
            }
        });
    }

    private void embedders(String field, List<RowCheck> checks) {
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i) instanceof RowCheck.Novelty novelty) {
                String place = field + "[" + i + "].novelty";
                novelty.embedder().ifPresent(slot -> slot(place + ".embedder", slot, novelty.at()));
                novelty.column()
                        .filter(name -> recipe.column(name).isEmpty())
                        .ifPresent(name -> findings.error(place + ".column", novelty.at(), noColumn(name)));
            }
        }
    }

    private void slot(String field, String name, Position at) {
        slotsUsed.add(name);
        if (!recipe.models().containsKey(name)) {
            String known = recipe.models().isEmpty()
                    ? " The recipe names none: add it under \"models\"."
                    : Nearest.question(name, recipe.models().keySet()) + " The slots are "
                            + String.join(", ", recipe.models().keySet()) + ".";
            findings.error(field, at, "There is no model slot \"" + name + "\"." + known);
        }
    }

    private void source(String field, String name, Position at) {
        sourcesUsed.add(name);
        if (!recipe.sources().containsKey(name)) {
            String known = recipe.sources().isEmpty()
                    ? " The recipe names none: add it under \"sources\"."
                    : Nearest.question(name, recipe.sources().keySet()) + " The sources are "
                            + String.join(", ", recipe.sources().keySet()) + ".";
            findings.error(field, at, "There is no source \"" + name + "\"." + known);
        }
    }

    private void other(String field, String name, Column column) {
        if (recipe.column(name).isEmpty()) {
            findings.error(field, column.at(), noColumn(name));
        }
    }

    private String noColumn(String name) {
        return "There is no column \"" + name + "\"."
                + Nearest.question(
                        name, recipe.columns().stream().map(Column::name).toList());
    }

    private void unused() {
        recipe.models().forEach((name, slot) -> {
            if (!slotsUsed.contains(name)) {
                findings.warning(
                        "models." + name,
                        slot.at(),
                        "No column asks the model slot \"" + name + "\". Remove it, or use it.");
            }
        });
        recipe.sources().forEach((name, source) -> {
            if (!sourcesUsed.contains(name)) {
                findings.warning(
                        "sources." + name, source.at(), "No column picks from \"" + name + "\". Remove it, or use it.");
            }
        });
        recipe.documents()
                .filter(_ -> !chunksUsed)
                .ifPresent(documents -> findings.warning(
                        "documents",
                        documents.at(),
                        "No column of type chunk reads the documents. Add one, or remove \"documents\"."));
    }
}
