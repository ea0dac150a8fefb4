package studio.athanor.desktop.models;

import java.util.ArrayList;
import java.util.List;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.SessionState;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.LoadedModel;

/** Words where a model is and what it is, for lists, tooltips and screen readers. */
final class StateWords {

    private StateWords() {}

    /** Returns for example {@code Loaded · context 256 · 12 MB}. */
    static String of(Texts texts, ModelRow row) {
        return row.session()
                .map(state -> switch (state) {
                    case SessionState.Loading(String stage, double fraction) ->
                        texts.get("state.loading", stage, (int) Math.round(fraction * 100));
                    case SessionState.Ready(LoadedModel model) ->
                        texts.get("state.ready", Amounts.whole(model.contextTokens()), Amounts.bytes(memory(model)));
                    case SessionState.Restarting(var reason) -> texts.get("state.restarting", reason.message());
                    case SessionState.Failed(var failure) -> texts.get("state.failed", failure.message());
                    case SessionState.Unloaded _ -> notLoaded(texts, row);
                })
                .orElseGet(() -> notLoaded(texts, row));
    }

    private static String notLoaded(Texts texts, ModelRow row) {
        return switch (row.entry().status()) {
            case ModelEntry.Status.Missing _ -> texts.get("state.missing");
            case ModelEntry.Status.Rejected(String message, String _) -> texts.get("state.rejected", message);
            case ModelEntry.Status.Unread _ -> texts.get("state.unread");
            case ModelEntry.Status.Usable _ -> texts.get("state.idle");
        };
    }

    /** Returns for example {@code Q4_K · 2.5 GB · 4.0 B parameters}. */
    static String facts(Texts texts, ModelRow row) {
        List<String> parts = new ArrayList<>();
        row.facts()
                .map(ModelFacts::quantisation)
                .filter(text -> !text.isEmpty())
                .ifPresent(parts::add);
        if (row.entry().fileBytes() > 0) {
            parts.add(Amounts.bytes(row.entry().fileBytes()));
        }
        row.facts()
                .flatMap(facts -> facts.parameters().isPresent()
                        ? java.util.Optional.of(facts.parameters().getAsLong())
                        : java.util.Optional.empty())
                .ifPresent(count -> parts.add(texts.get("parameters", Amounts.count(count))));
        return String.join(" · ", parts);
    }

    static long memory(LoadedModel model) {
        return model.memory().stream()
                .mapToLong(use -> use.modelBytes() + use.cacheBytes() + use.computeBytes())
                .sum();
    }
}
