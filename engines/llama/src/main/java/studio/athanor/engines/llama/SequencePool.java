package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of a context, and the choice of one for a new prompt: so that as little as possible is computed again, and
 * what other conversations have in memory stays there as long as there is room.
 */
final class SequencePool {

    /** A beginning shorter than this is computed sooner than waited for or copied. */
    private static final int WORTH_SHARING = 16;

    /** Tokens of a prompt that are remembered together where answers must not depend on one another. */
    static final int BLOCK = 32;

    private final List<Sequence> sequences = new ArrayList<>();
    private final ContextMemory memory;
    private final Tokenizer tokenizer;
    private final int contextTokens;

    /** Whether only whole blocks of prompts are used again: an answer was not computed as a prompt with the same text is. */
    private final boolean batchInvariant;

    private long clock;

    SequencePool(NativeModel model) {
        memory = model.memory();
        tokenizer = model.tokenizer();
        contextTokens = model.contextTokens();
        batchInvariant = model.batchInvariant();
        for (int id = 0; id < model.sequences(); id++) {
            sequences.add(new Sequence(id));
        }
    }

    List<Sequence> active() {
        List<Sequence> active = new ArrayList<>(sequences.size());
        for (Sequence sequence : sequences) {
            if (!sequence.idle()) {
                active.add(sequence);
            }
        }
        return active;
    }

    List<Sequence> idle() {
        return sequences.stream().filter(Sequence::idle).toList();
    }

    boolean hasIdle() {
        return sequences.stream().anyMatch(Sequence::idle);
    }

    /** Drops what idle sequences remember; returns whether there was anything. */
    boolean dropIdle() {
        boolean dropped = false;
        for (Sequence sequence : sequences) {
            if (sequence.idle() && sequence.evaluated > 0) {
                clear(sequence);
                dropped = true;
            }
        }
        return dropped;
    }

    /** Frees a sequence; it goes on remembering what was computed. */
    void release(Sequence sequence) {
        if (batchInvariant) {
            memory.truncate(sequence, reusable(Math.min(sequence.evaluated, promptTokens(sequence))));
        }
        sequence.tokens.truncate(sequence.evaluated);
        sequence.generation = null;
        sequence.donor = null;
        sequence.lastUsed = ++clock;
    }

    /** Forgets everything a sequence remembers. */
    void clear(Sequence sequence) {
        memory.truncate(sequence, 0);
        sequence.tokens.truncate(0);
    }

    /**
     * Gives a prompt an idle sequence, which there must be. Afterwards its tokens are the prompt's.
     *
     * <p>Who waits for a sequence that has become idle takes over what it computed before it is given away: two sequences would
     * otherwise come to wait for each other.
     */
    Sequence assign(int[] prompt) {
        active().forEach(this::awaitsDonor);
        Match own = bestIdle(prompt);
        Match other = bestDonor(prompt);
        Sequence target;
        if (other.length() >= own.kept() + WORTH_SHARING) {
            target = leastValuable(other.sequence());
            clear(target);
            target.tokens.set(prompt);
            target.donor = other.sequence();
            target.sharedTokens = other.length();
            return target;
        }
        if (own.kept() == 0) {
            target = leastValuable(null);
            clear(target);
            target.tokens.set(prompt);
            return target;
        }
        target = own.sequence();
        int lost = target.evaluated - own.kept();
        if (lost >= WORTH_SHARING && memory.canLend(target, own.kept())) {
            Sequence spare = leastValuable(target);
            if (spare != target && (spare.evaluated == 0 || spare.lastUsed < target.lastUsed)) {
                clear(spare);
                memory.lend(target, spare, own.kept());
                spare.tokens.set(own.prompt());
                return spare;
            }
        }
        memory.truncate(target, own.kept());
        target.tokens.set(own.prompt());
        return target;
    }

    /** Takes over a donor's beginning once it is computed; returns whether the sequence still has to wait. */
    boolean awaitsDonor(Sequence sequence) {
        Sequence donor = sequence.donor;
        if (donor == null) {
            return false;
        }
        int same = sequence.tokens.commonPrefix(donor.tokens, sequence.sharedTokens);
        if (same == sequence.sharedTokens && donor.evaluated < same && !donor.idle()) {
            return true;
        }
        int length = reusable(Math.min(same, donor.evaluated));
        if (memory.canLend(donor, length)) {
            memory.lend(donor, sequence, length);
            sequence.justAdopted = true;
        }
        sequence.donor = null;
        return false;
    }

    private Match bestIdle(int[] prompt) {
        Match best = new Match(sequences.getFirst(), 0, 0, prompt);
        for (Sequence sequence : sequences) {
            if (!sequence.idle() || sequence.evaluated == 0) {
                continue;
            }
            PrefixMatch match = match(sequence, prompt);
            int kept = memory.keepable(sequence, match.remembered());
            if (kept > best.kept()) {
                best = new Match(sequence, kept, kept, match.prompt());
            }
        }
        return best;
    }

    private PrefixMatch match(Sequence sequence, int[] prompt) {
        return batchInvariant
                ? PrefixMatch.exact(sequence.tokens, reusable(sequence.evaluated), prompt, BLOCK)
                : PrefixMatch.of(sequence.tokens, sequence.evaluated, prompt, tokenizer, contextTokens);
    }

    private int reusable(int length) {
        return batchInvariant ? length - length % BLOCK : length;
    }

    private static int promptTokens(Sequence sequence) {
        return Objects.requireNonNull(sequence.generation).promptTokens();
    }

    /** Finds the busy sequence that shares the longest beginning, computed or about to be. */
    private Match bestDonor(int[] prompt) {
        Match best = new Match(sequences.getFirst(), 0, 0, prompt);
        if (!memory.lends()) {
            return best;
        }
        for (Sequence sequence : sequences) {
            if (!sequence.idle()) {
                int most = batchInvariant ? Math.min(promptTokens(sequence), prompt.length - 1) : prompt.length - 1;
                int length = reusable(sequence.tokens.commonPrefix(prompt, most));
                if (length > best.length()) {
                    best = new Match(sequence, 0, length, prompt);
                }
            }
        }
        return best;
    }

    private Sequence leastValuable(@Nullable Sequence unlike) {
        Optional<Sequence> least = sequences.stream()
                .filter(sequence -> sequence.idle() && sequence != unlike)
                .min(Comparator.comparing((Sequence sequence) -> sequence.evaluated > 0)
                        .thenComparingLong(sequence -> sequence.lastUsed));
        if (least.isPresent()) {
            return least.get();
        }
        if (unlike == null || !unlike.idle()) {
            throw new IllegalStateException("no idle sequence");
        }
        return unlike;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    private record Match(Sequence sequence, int kept, int length, int[] prompt) {}
}
