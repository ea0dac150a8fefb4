package studio.athanor.data.ask;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.ComputationFailed;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;

/** Sends the requests of one cell, one after another, and keeps account of them. Belongs to one thread. */
final class CellRequests implements AutoCloseable {

    /** One request and its answer; the name is empty where a cell has no other. */
    private record Step(String name, String slot, long seed, JsonArray messages, String output) {}

    private final CellTask task;
    private final Replicas replicas;
    private final Map<String, Replicas.Lease> leases = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> grammars = new LinkedHashSet<>();
    private int promptTokens;
    private int reusedTokens;
    private int generatedTokens;
    private double millis;

    CellRequests(CellTask task, Replicas replicas) {
        this.task = task;
        this.replicas = replicas;
    }

    /**
     * Asks for the only answer of a cell, free or held to a grammar. Blocks; interruption cancels the request.
     *
     * @throws NotMade if the prompt does not fit the context
     */
    Reply ask(PreparedCall call, List<Message> messages, Optional<Grammar> grammar)
            throws NotMade, EngineException, InterruptedException {
        return ask("", call, messages, task.seed(), grammar);
    }

    /**
     * Asks for one answer of several.
     *
     * @param part names the request within the cell, as {@code turn2}; its chance starts from a seed of its own
     */
    Reply ask(String part, PreparedCall call, List<Message> messages, Optional<Grammar> grammar)
            throws NotMade, EngineException, InterruptedException {
        return ask(part, call, messages, task.seed(part), grammar);
    }

    private Reply ask(String part, PreparedCall call, List<Message> messages, long seed, Optional<Grammar> grammar)
            throws NotMade, EngineException, InterruptedException {
        TextEngine engine = engine(call.slot());
        grammar.ifPresent(held -> grammars.add(held.sha256()));
        OutputConstraint constraint =
                grammar.isPresent() ? new OutputConstraint.Gbnf(grammar.get().gbnf()) : new OutputConstraint.None();
        TextRequest request = call.request(messages, CellSeed.forEngine(seed), constraint);
        long started = System.nanoTime();
        ReplyListener listener = new ReplyListener();
        String output = "";
        try {
            Reply reply = reply(engine, request, listener);
            output = reply.wordForWord();
            promptTokens += reply.usage().promptTokens();
            reusedTokens += reply.usage().reusedTokens();
            generatedTokens += reply.usage().generatedTokens();
            return reply;
        } finally {
            millis += (System.nanoTime() - started) / 1e6;
            steps.add(new Step(part, call.slot(), seed, Json.messages(messages), output));
        }
    }

    private static Reply reply(TextEngine engine, TextRequest request, ReplyListener listener)
            throws NotMade, EngineException, InterruptedException {
        RunningText running = engine.generate(request, listener);
        TextEvent.Terminal end;
        try {
            end = listener.await();
        } catch (InterruptedException e) {
            running.cancel();
            throw e;
        }
        return switch (end) {
            case TextEvent.Done done -> listener.reply(done, engine.model().contextTokens());
            case TextEvent.Cancelled _ ->
                throw new ComputationFailed(
                        "The model " + engine.model().name() + " was unloaded in mid-answer.",
                        "Load it again and resume the run.",
                        null);
            case TextEvent.Failed(Failure failure)
            when failure.kind() == Failure.Kind.CONTEXT_FULL -> throw promptTooLong(engine, request, failure);
            case TextEvent.Failed(Failure failure) -> throw failure.toException();
        };
    }

    private static NotMade promptTooLong(TextEngine engine, TextRequest request, Failure failure)
            throws InterruptedException {
        int context = engine.model().contextTokens();
        try {
            int tokens = engine.countTokens(request.prompt());
            return NotMade.because(
                    NotMade.PROMPT_TOO_LONG,
                    "The prompt has " + tokens + " tokens; the context of "
                            + engine.model().name() + " holds " + context + ".");
        } catch (EngineException e) {
            return NotMade.because(NotMade.PROMPT_TOO_LONG, failure.message());
        }
    }

    /**
     * Asks for the embedding of a text. Blocks; interruption cancels.
     *
     * @throws NotMade if the text does not fit the context
     */
    float[] embed(String slot, String text) throws NotMade, EngineException, InterruptedException {
        TextEngine engine = engine(slot);
        long started = System.nanoTime();
        try {
            float[] vector = engine.embed(List.of(text)).getFirst();
            promptTokens += engine.countTokens(new Prompt.Raw(text, false));
            return vector;
        } catch (EngineException.ContextFull e) {
            throw NotMade.because(NotMade.PROMPT_TOO_LONG, String.valueOf(e.getMessage()));
        } finally {
            millis += (System.nanoTime() - started) / 1e6;
            JsonArray messages = new JsonArray();
            messages.add(Json.message("user", text));
            steps.add(new Step("", slot, task.seed(), messages, ""));
        }
    }

    private TextEngine engine(String slot) throws EngineException {
        Replicas.Lease lease = leases.get(slot);
        if (lease == null) {
            lease = replicas.lease(slot);
            leases.put(slot, lease);
        }
        return lease.engine();
    }

    /** Returns the cell with everything that was asked for it. */
    Asking.Answer answer(JsonElement value, String slot, Optional<NotMade> failure) {
        return new Asking.Answer(
                value,
                prompt(),
                output(),
                slot,
                task.seed(),
                Hashes.joined(grammars),
                promptTokens,
                reusedTokens,
                generatedTokens,
                millis,
                failure.map(why -> new Rejection(task.column(), why.reason(), why.detail(), OptionalLong.empty())));
    }

    private String prompt() {
        if (steps.isEmpty()) {
            return "";
        }
        if (steps.getFirst().name().isEmpty()) {
            return Json.write(steps.getFirst().messages());
        }
        JsonArray list = new JsonArray();
        for (Step step : steps) {
            JsonObject object = new JsonObject();
            object.addProperty("step", step.name());
            object.addProperty("slot", step.slot());
            object.addProperty("seed", step.seed());
            object.add("messages", step.messages());
            list.add(object);
        }
        return Json.write(list);
    }

    private String output() {
        if (steps.isEmpty() || steps.getFirst().name().isEmpty()) {
            return steps.isEmpty() ? "" : steps.getFirst().output();
        }
        JsonArray list = new JsonArray();
        for (Step step : steps) {
            JsonObject object = new JsonObject();
            object.addProperty("step", step.name());
            object.addProperty("output", step.output());
            list.add(object);
        }
        return Json.write(list);
    }

    @Override
    public void close() {
        leases.values().forEach(Replicas.Lease::close);
    }
}
