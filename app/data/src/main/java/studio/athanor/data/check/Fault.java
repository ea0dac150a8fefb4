package studio.athanor.data.check;

import java.util.Optional;

/**
 * What a check found wrong.
 *
 * @param reason the word to count by
 * @param detail a sentence with what was found and what is asked
 */
record Fault(String reason, String detail) {

    static Optional<Fault> of(String reason, String detail) {
        return Optional.of(new Fault(reason, detail));
    }
}
