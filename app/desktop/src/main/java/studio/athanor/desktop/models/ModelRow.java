package studio.athanor.desktop.models;

import java.util.Optional;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.SessionState;

/**
 * A model as the window shows it.
 *
 * @param entry the file
 * @param session where its session is; absent if it has none
 * @param fit whether it fits the memory that is free
 * @param current whether it is the one that answers
 */
record ModelRow(ModelEntry entry, Optional<SessionState> session, Fit fit, boolean current) {

    ModelRef ref() {
        return entry.ref();
    }

    String name() {
        return entry.name();
    }

    boolean inMemory() {
        return session.filter(state -> state instanceof SessionState.Ready
                        || state instanceof SessionState.Loading
                        || state instanceof SessionState.Restarting)
                .isPresent();
    }

    boolean ready() {
        return session.filter(SessionState.Ready.class::isInstance).isPresent();
    }

    boolean loadable() {
        return switch (entry.status()) {
            case ModelEntry.Status.Usable(ModelFacts facts) -> !facts.companion();
            case ModelEntry.Status.Unread _ -> true;
            case ModelEntry.Status.Missing _, ModelEntry.Status.Rejected _ -> false;
        };
    }

    boolean there() {
        return !(entry.status() instanceof ModelEntry.Status.Missing);
    }

    boolean starter() {
        return entry.origin() == ModelEntry.Origin.STARTER;
    }

    /** Tells whether every word of a query is in the name, the architecture or the quantisation. */
    boolean matches(String query) {
        String text = (name() + " " + entry.file().getFileName() + " "
                        + entry.facts()
                                .map(facts -> facts.architecture() + " " + facts.quantisation())
                                .orElse(""))
                .toLowerCase(java.util.Locale.ROOT);
        return query.toLowerCase(java.util.Locale.ROOT)
                .lines()
                .flatMap(line -> java.util.Arrays.stream(line.strip().split("\\s+")))
                .allMatch(text::contains);
    }

    Optional<ModelFacts> facts() {
        return entry.facts();
    }
}
