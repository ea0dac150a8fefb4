package studio.athanor.core.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns as they will be on disk, until they are. While the disk is slow or full the branch that a model reads is what is
 * stored with these laid over it.
 */
final class UnsavedTurns {

    private final Map<TurnId, Turn> turns = new ConcurrentHashMap<>();

    void put(Turn turn) {
        turns.put(turn.id(), turn);
    }

    /** Forgets a turn, unless a later form of it waits. */
    void saved(Turn turn) {
        turns.remove(turn.id(), turn);
    }

    Optional<Turn> find(TurnId id) {
        return Optional.ofNullable(turns.get(id));
    }

    /** Returns a stored branch as it will be. */
    List<Turn> over(ConversationId conversation, List<Turn> stored) {
        List<Turn> path = new ArrayList<>();
        for (Turn turn : stored) {
            path.add(turns.getOrDefault(turn.id(), turn));
        }
        for (Optional<Turn> next = next(conversation, path); next.isPresent(); next = next(conversation, path)) {
            path.add(next.get());
        }
        return path;
    }

    private Optional<Turn> next(ConversationId conversation, List<Turn> path) {
        Optional<TurnId> last =
                path.isEmpty() ? Optional.empty() : Optional.of(path.getLast().id());
        return turns.values().stream()
                .filter(turn -> turn.conversation().equals(conversation)
                        && turn.parent().equals(last))
                .filter(turn -> path.stream().noneMatch(there -> there.id().equals(turn.id())))
                .max(Comparator.comparing(turn -> turn.id().value()));
    }
}
