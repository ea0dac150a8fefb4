package studio.athanor.data.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/**
 * Makes the cells of a row one after another, in the order in which they need each other. Stateless but for the parts; from many
 * threads at a time.
 *
 * <p>What an attempt makes again depends on what was refused. A text whose own value did not pass is made again alone, with
 * the seed of the next attempt. All else is made again with it: a judgement, a computed value or a whole row that did not pass
 * says that what it is about should be another. What is drawn after a text that was made again alone has the seed of the
 * attempt in which the row was begun, as what was drawn before it.
 */
final class RowMaking {

    private static final Logger log = LoggerFactory.getLogger(RowMaking.class);

    private final List<Column> order;
    private final Map<String, RowTemplate> conditions = new HashMap<>();
    private final String recipeHash;
    private final CellMaker maker;
    private final RowJudge judge;
    private final Deals deals;
    private final List<Duration> patience;

    RowMaking(RunOrder order, RunParts parts, Deals deals, RunSettings settings) throws DataException {
        this.order = order.order();
        recipeHash = order.recipeHash();
        maker = parts.maker();
        judge = parts.judge();
        this.deals = deals;
        patience = settings.patience();
        for (Column column : this.order) {
            if (column.when().isPresent()) {
                conditions.put(column.name(), condition(column, column.when().get()));
            }
        }
    }

    private static RowTemplate condition(Column column, String when) throws DataException {
        try {
            return RowTemplate.condition(when);
        } catch (TemplateException e) {
            throw new DataException.RunStopped(
                    "The condition of the column " + column.name() + " is no expression: " + e.getMessage() + ".",
                    "Mend it in the recipe.",
                    e);
        }
    }

    /**
     * Goes on with a row until a model has to be asked, it is complete, or it did not pass. Blocks.
     *
     * @param mayAsk whether a model may be asked for the next cell
     */
    Step advance(RowWork row, boolean mayAsk) {
        try {
            boolean asks = mayAsk;
            while (row.next() < order.size()) {
                Optional<Step> end = makeNext(order.get(row.next()), row, asks);
                if (end.isPresent()) {
                    return end.get();
                }
                asks = false;
            }
            return judge.row(row.values())
                    .<Step>map(refusal -> new Step.Refused(refusal, false))
                    .orElseGet(Step.Complete::new);
        } catch (InterruptedException e) {
            return new Step.Halted();
        } catch (DataException e) {
            return new Step.Failed(e, true);
        } catch (RuntimeException | Error e) {
            // a row of which nothing more is heard would keep the run waiting for ever
            log.error("Making row {} failed", row.number(), e);
            return new Step.Failed(
                    new DataException.RunStopped(
                            "Making row " + row.number() + " failed: " + e + ".", "Report this with the log.", e),
                    false);
        }
    }

    /** Makes one column; returns where that ends the step. */
    private Optional<Step> makeNext(Column column, RowWork row, boolean mayAsk)
            throws DataException, InterruptedException {
        try {
            if (!mayAsk) {
                if (!holds(column, row.values())) {
                    row.skip(column.name(), JsonNull.INSTANCE);
                    return Optional.empty();
                }
                if (column.kind() instanceof ColumnKind.ModelWritten) {
                    return Optional.of(new Step.NeedsModel(column));
                }
            }
            int attempt = column.kind() instanceof ColumnKind.Sampler ? row.drawnAttempt() : row.attempt();
            Made made = make(column, row.number(), row.deal(), attempt, row.values());
            row.add(cell(column, row.number(), attempt, made));
            Optional<Rejection> refusal = made.rejection().or(() -> judge.column(column, made.value(), row.values()));
            return refusal.map(each -> new Step.Refused(each, isMadeAgainAlone(column, each)));
        } catch (TemplateException.Interrupted e) {
            return Optional.of(new Step.Halted());
        } catch (TemplateException e) {
            return Optional.of(refused(column, "template", e.description()));
        } catch (EngineException.ContextFull e) {
            return Optional.of(refused(column, "prompt-too-long", String.valueOf(e.getMessage())));
        } catch (EngineException e) {
            return Optional.of(new Step.Failed(
                    new DataException.RunStopped(String.valueOf(e.getMessage()), e.remedy(), e), false));
        }
    }

    private static Step refused(Column column, String reason, String detail) {
        return new Step.Refused(new Rejection(column.name(), reason, detail, OptionalLong.empty()), false);
    }

    private boolean holds(Column column, Map<String, JsonElement> values) throws TemplateException {
        RowTemplate condition = conditions.get(column.name());
        return condition == null || condition.holds(values);
    }

    private static boolean isMadeAgainAlone(Column column, Rejection refusal) {
        return switch (column.kind()) {
            case ColumnKind.Text _,
                    ColumnKind.Structured _,
                    ColumnKind.Choice _,
                    ColumnKind.Conversation _,
                    ColumnKind.ToolConversation _ ->
                !refusal.reason().equals("template") && !refusal.reason().equals("prompt-too-long");
            case ColumnKind.Sampler _, ColumnKind.Expression _, ColumnKind.Score _, ColumnKind.Embedding _ -> false;
        };
    }

    /**
     * Makes a finished row's cell again from the row's values. Blocks.
     *
     * @param attempt the cell's
     */
    Cell again(Column column, long number, long deal, int attempt, Map<String, JsonElement> values)
            throws EngineException, TemplateException, DataException, InterruptedException {
        Map<String, JsonElement> before = new LinkedHashMap<>();
        for (Column each : order) {
            if (each.equals(column)) {
                break;
            }
            before.put(each.name(), values.getOrDefault(each.name(), JsonNull.INSTANCE));
        }
        return cell(column, number, attempt, make(column, number, deal, attempt, before));
    }

    private Made make(Column column, long number, long deal, int attempt, Map<String, JsonElement> soFar)
            throws EngineException, TemplateException, DataException, InterruptedException {
        Optional<JsonElement> dealt = deals.value(column.name(), deal);
        if (dealt.isPresent()) {
            return Made.of(dealt.get(), CellSeed.of(recipeHash, column.name(), deal, 0));
        }
        for (Duration pause : patience) {
            try {
                return maker.make(column, number, attempt, soFar);
            } catch (EngineException.WorkerDied | EngineException.DeviceLost e) {
                log.info("The cell {} of row {} is asked again: {}", column.name(), number, e.getMessage());
                Thread.sleep(pause);
            }
        }
        return maker.make(column, number, attempt, soFar);
    }

    private static Cell cell(Column column, long number, int attempt, Made made) {
        return new Cell(
                number,
                attempt,
                column.name(),
                made.value(),
                made.prompt(),
                made.output(),
                made.slot(),
                made.seed(),
                made.grammarHash(),
                made.promptTokens(),
                made.reusedTokens(),
                made.generatedTokens(),
                made.millis());
    }
}
