package studio.athanor.core.models;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.gpumonitor.placement.EvictionOrder;

/** Which loaded models nobody uses, and which of them is missed least. */
final class IdleModels {

    /** The chance that a model is used again halves with every such time of idleness. An assumption. */
    private static final double HALF_LIFE_SECONDS = 600;

    /** Reading a model from a disk, in bytes per second. An assumption. */
    private static final double RELOAD_BYTES_PER_SECOND = 1e9;

    private final Supplier<IdleSettings> settings;

    /**
     * What memory is wanted for.
     *
     * @param idleFor models that were used more recently stay
     * @param devices whose memory is wanted: models that hold none of it stay; empty if any helps, the host's included
     */
    record Need(Duration idleFor, Optional<Set<String>> devices) {

        /** A load ran out of memory. */
        static final Need ANY_MEMORY = new Need(Duration.ZERO, Optional.empty());
    }

    IdleModels(Supplier<IdleSettings> settings) {
        this.settings = settings;
    }

    /** Returns the models that have been idle for longer than they may. */
    List<LoadedSession> overdue(Collection<LoadedSession> sessions) {
        return sessions.stream()
                .filter(session ->
                        mayGo(session) && settings.get().isOver(session.usage().idle()))
                .toList();
    }

    /** Returns the idle model whose memory is worth least to its users. */
    Optional<LoadedSession> leastValuable(Collection<LoadedSession> sessions, LoadedSession wanted, Need need) {
        List<LoadedSession> candidates = sessions.stream()
                .filter(session -> session != wanted
                        && mayGo(session)
                        && session.usage().idle().compareTo(need.idleFor()) >= 0
                        && (need.devices().isEmpty() || bytes(session, need) > 0))
                .toList();
        List<EvictionOrder.Idle> idle = candidates.stream()
                .map(session -> new EvictionOrder.Idle(
                        session.ref().value(),
                        bytes(session, need),
                        bytes(session, Need.ANY_MEMORY) / RELOAD_BYTES_PER_SECOND,
                        EvictionOrder.useAgain(session.usage().idle().toMillis() / 1000.0, HALF_LIFE_SECONDS)))
                .toList();
        return EvictionOrder.leastValuableFirst(idle).stream()
                .findFirst()
                .flatMap(first -> candidates.stream()
                        .filter(session -> session.ref().value().equals(first.id()))
                        .findFirst());
    }

    private boolean mayGo(LoadedSession session) {
        return session.state() instanceof SessionState.Ready
                && !session.usage().busy()
                && !settings.get().isPinned(session.ref());
    }

    private static long bytes(LoadedSession session, Need need) {
        return session.state() instanceof SessionState.Ready(LoadedModel model)
                ? model.memory().stream()
                        .filter(use -> need.devices()
                                .map(wanted -> wanted.contains(use.deviceId()))
                                .orElse(true))
                        .mapToLong(use -> use.modelBytes() + use.cacheBytes() + use.computeBytes())
                        .sum()
                : 0;
    }
}
