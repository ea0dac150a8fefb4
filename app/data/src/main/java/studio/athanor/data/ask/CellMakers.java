package studio.athanor.data.ask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.athanor.data.DataException.RecipeInvalid;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.grammar.SchemaException;

/** Prepares the columns of a recipe that models write: templates parsed, grammars compiled. */
final class CellMakers {

    private static final Set<String> FIELDS_OF_SCORES = Set.of("score", "agreement", "reasons");

    private CellMakers() {}

    /** Returns a maker for each column that a model writes. */
    static Map<String, CellMaker> of(Recipe recipe) throws RecipeInvalid {
        Map<String, CellMaker> makers = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < recipe.columns().size(); i++) {
            Column column = recipe.columns().get(i);
            if (column.kind() instanceof ColumnKind.ModelWritten kind) {
                try {
                    requireSlots(kind, recipe);
                    makers.put(column.name(), maker(kind, recipe));
                } catch (SchemaException e) {
                    problems.add(problem(column, i, e.getMessage() + " " + e.remedy()));
                } catch (TemplateException e) {
                    problems.add(problem(column, i, e.description()));
                } catch (IllegalArgumentException e) {
                    problems.add(problem(column, i, String.valueOf(e.getMessage())));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new RecipeInvalid(recipe.name(), problems);
        }
        return Map.copyOf(makers);
    }

    private static Problem problem(Column column, int index, String sentence) {
        return new Problem(
                Problem.Severity.ERROR,
                column.at(),
                "columns[" + index + "]",
                "The column " + column.name() + " cannot be asked for: " + sentence);
    }

    private static void requireSlots(ColumnKind.ModelWritten kind, Recipe recipe) {
        for (String slot : kind.slots()) {
            if (!recipe.models().containsKey(slot)) {
                throw new IllegalArgumentException("its model " + slot + " is not among the recipe's models.");
            }
        }
    }

    private static CellMaker maker(ColumnKind.ModelWritten kind, Recipe recipe)
            throws TemplateException, SchemaException {
        return switch (kind) {
            case ColumnKind.Text text -> new TextCell(PreparedCall.of(text.call(), recipe));
            case ColumnKind.Structured structured ->
                new StructuredCell(PreparedCall.of(structured.call(), recipe), RowSchema.of(structured.schema()));
            case ColumnKind.Choice choice ->
                ChoiceCell.of(PreparedCall.of(choice.tightCall(), recipe), choice.options());
            case ColumnKind.Score score -> scoreMaker(score, recipe);
            case ColumnKind.Conversation conversation -> ConversationCell.of(conversation, recipe);
            case ColumnKind.ToolConversation tools -> ToolCell.of(tools, recipe);
            case ColumnKind.Embedding embedding ->
                new EmbeddingCell(embedding.model(), RowTemplate.parse(embedding.template()));
        };
    }

    private static CellMaker scoreMaker(ColumnKind.Score score, Recipe recipe)
            throws TemplateException, SchemaException {
        if (score.criteria().keySet().stream().anyMatch(FIELDS_OF_SCORES::contains)) {
            throw new IllegalArgumentException(
                    "a criterion has the name of a field of scores: score, agreement or reasons. Name it otherwise.");
        }
        Judges judges = Judges.of(score, recipe);
        return score.pair().isPresent() ? new PairCell(judges, score.pair().get()) : new ScoreCell(judges);
    }
}
