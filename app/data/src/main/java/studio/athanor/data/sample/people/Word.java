package studio.athanor.data.sample.people;

/**
 * A word of a list.
 *
 * @param written in its own letters
 * @param latin in letters of the Latin alphabet, for addresses; the same where it is written so
 */
record Word(String written, String latin) {

    /** Reads {@code written} or {@code written=latin}. */
    static Word of(String entry) {
        int equals = entry.indexOf('=');
        return equals < 0
                ? new Word(entry, entry)
                : new Word(
                        entry.substring(0, equals).strip(),
                        entry.substring(equals + 1).strip());
    }
}
