package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Who holds a device's memory.
 *
 * @param totalBytes its size
 * @param usedBytes what is held; absent if the device cannot tell, and then the parts are all that is known
 * @param parts who holds it: our models first, then other programs, largest first
 */
record MemoryShare(OptionalLong totalBytes, OptionalLong usedBytes, List<Part> parts) {

    /** More programs than these are counted together. */
    private static final int NAMED = 3;

    private static final long NOTABLE = 1L << 20;

    MemoryShare {
        parts = List.copyOf(parts);
    }

    /**
     * A part of a device's memory.
     *
     * @param owner of it: a model, or a program; empty for programs that are not named
     * @param bytes held
     * @param ours whether one of our models holds it
     */
    record Part(String owner, long bytes, boolean ours) {}

    /**
     * Puts together what is held. What our models hold is part of what is used.
     *
     * @param models what our models hold
     * @param programs what other programs hold, as far as it is known
     */
    static MemoryShare of(OptionalLong totalBytes, OptionalLong usedBytes, List<Part> models, List<Part> programs) {
        long ours = sum(models);
        List<Part> parts = new ArrayList<>(models);
        if (usedBytes.isEmpty()) {
            parts.addAll(programs.stream().limit(NAMED).toList());
            return new MemoryShare(totalBytes, OptionalLong.empty(), parts);
        }
        long used = Math.max(usedBytes.getAsLong(), ours);
        long left = used - ours;
        for (Part program : programs.stream().limit(NAMED).toList()) {
            long bytes = Math.min(program.bytes(), left);
            if (bytes >= NOTABLE) {
                parts.add(new Part(program.owner(), bytes, false));
                left -= bytes;
            }
        }
        if (left >= NOTABLE) {
            parts.add(new Part("", left, false));
        }
        return new MemoryShare(totalBytes, OptionalLong.of(used), parts);
    }

    long oursBytes() {
        return sum(parts.stream().filter(Part::ours).toList());
    }

    /** Returns what is held, as far as it is known. */
    long heldBytes() {
        return usedBytes.orElse(sum(parts));
    }

    /** Tells whether anything is known of who holds the memory. */
    boolean isKnown() {
        return usedBytes.isPresent() || !parts.isEmpty();
    }

    /** Returns a part of the total, from 0 to 1. */
    double fraction(long bytes) {
        long total = totalBytes.orElse(0);
        return total <= 0 ? 0 : Math.clamp((double) bytes / total, 0, 1);
    }

    private static long sum(List<Part> parts) {
        return parts.stream().mapToLong(Part::bytes).sum();
    }
}
