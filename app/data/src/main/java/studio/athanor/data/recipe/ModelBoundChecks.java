package studio.athanor.data.recipe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import studio.athanor.data.row.Position;

/** Numbers and lists of columns that models write. */
final class ModelBoundChecks {

    private static final int MOST_TOKENS = 1_000_000;
    private static final int MOST_TURNS = 100;
    private static final int MOST_SCORE = 1000;
    private static final Pattern CRITERION = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Set<String> FIELDS_OF_SCORE = Set.of("score", "agreement", "reasons");

    private final Findings findings;
    private final Recipe recipe;

    private ModelBoundChecks(Findings findings) {
        this.findings = findings;
        recipe = findings.recipe();
    }

    static void run(Findings findings) {
        ModelBoundChecks checks = new ModelBoundChecks(findings);
        List<Column> columns = findings.recipe().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() instanceof ColumnKind.ModelWritten written) {
                checks.written(Findings.column(i), written, columns.get(i).at());
            }
        }
    }

    private void written(String field, ColumnKind.ModelWritten kind, Position at) {
        switch (kind) {
            case ColumnKind.Text text -> call(field, text.call(), at);
            case ColumnKind.Structured structured -> call(field, structured.call(), at);
            case ColumnKind.Choice choice -> {
                call(field, choice.tightCall(), at);
                options(field + ".options", choice.options(), at);
            }
            case ColumnKind.Score score -> {
                call(field, score.call(), at);
                score(field, score, at);
            }
            case ColumnKind.Conversation talk -> {
                call(field + ".user", talk.user(), at);
                tokens(field + ".assistant", talk.assistant(), at);
                turns(field, talk, at);
            }
            case ColumnKind.ToolConversation talk -> {
                call(field, talk.call(), at);
                within(field + ".max-calls", talk.maxCalls(), 1, MOST_TURNS, at);
            }
            case ColumnKind.Embedding embedding -> filled(field + ".template", embedding.template(), at);
        }
    }

    private void call(String field, ModelCall call, Position at) {
        filled(field + ".prompt", call.prompt(), at);
        tokens(field, call, at);
    }

    private void filled(String field, String text, Position at) {
        if (text.isBlank()) {
            findings.error(
                    field,
                    at,
                    "\"" + field.substring(field.lastIndexOf('.') + 1) + "\" is empty. Write what the model gets.");
        }
    }

    private void tokens(String field, ModelCall call, Position at) {
        within(field + ".max-tokens", call.maxTokens(), 1, MOST_TOKENS, at);
        ModelSlot slot = recipe.models().get(call.model());
        OptionalInt context = slot == null ? OptionalInt.empty() : slot.context();
        if (context.isPresent() && call.maxTokens() >= context.getAsInt()) {
            findings.error(
                    field + ".max-tokens",
                    at,
                    "An answer of " + call.maxTokens() + " tokens leaves no room for the prompt: the slot \""
                            + call.model() + "\" has a context of " + context.getAsInt()
                            + ". Lower \"max-tokens\", or raise the context.");
        }
    }

    private void options(String field, List<String> options, Position at) {
        if (options.isEmpty()) {
            findings.error(field, at, "There is nothing to choose from. Write two options at least.");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).isBlank()) {
                findings.error(field + "[" + i + "]", at, "An option is empty. Write one, or remove it.");
            } else if (!seen.add(options.get(i))) {
                findings.error(
                        field + "[" + i + "]", at, "The option \"" + options.get(i) + "\" is there twice. Keep one.");
            }
        }
    }

    private void score(String field, ColumnKind.Score score, Position at) {
        within(field + ".low", score.low(), -MOST_SCORE, MOST_SCORE, at);
        within(field + ".high", score.high(), -MOST_SCORE, MOST_SCORE, at);
        if (score.low() >= score.high()) {
            findings.error(
                    field + ".high",
                    at,
                    "\"high\" is " + score.high() + ", which is not more than \"low\", " + score.low() + ".");
        }
        if (score.criteria().isEmpty() && score.pair().isEmpty()) {
            findings.error(
                    field + ".criteria", at, "There is nothing to judge by. Name a criterion, as {helpful: ...}.");
        }
        for (String name : score.criteria().keySet()) {
            if (FIELDS_OF_SCORE.contains(name)) {
                findings.error(
                        field + ".criteria." + name,
                        at,
                        "\"" + name + "\" is a field of every judgement. Give the criterion another name.");
            } else if (!CRITERION.matcher(name).matches()) {
                findings.error(
                        field + ".criteria." + name,
                        at,
                        "\"" + name + "\" is no name of a criterion: it has letters a-z, digits, hyphens and"
                                + " underscores, 64 at most.");
            }
        }
    }

    private void turns(String field, ColumnKind.Conversation talk, Position at) {
        within(field + ".min-turns", talk.minTurns(), 1, MOST_TURNS, at);
        within(field + ".max-turns", talk.maxTurns(), 1, MOST_TURNS, at);
        if (talk.minTurns() > talk.maxTurns()) {
            findings.error(
                    field + ".max-turns",
                    at,
                    "\"max-turns\" is " + talk.maxTurns() + ", which is less than \"min-turns\", " + talk.minTurns()
                            + ". Swap them.");
        }
    }

    private void within(String field, int number, int low, int high, Position at) {
        if (number < low || number > high) {
            findings.error(field, at, BoundChecks.bounds(field, number, low, high));
        }
    }
}
