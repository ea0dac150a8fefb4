package studio.athanor.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param topic what was looked at
 * @param level whether it is as it should be
 * @param found what was found
 * @param remedy what to do, empty if nothing
 */
record Finding(String topic, Level level, String found, String remedy) {

    static Finding ok(String topic, String found) {
        return new Finding(topic, Level.OK, found, "");
    }

    /** How serious a finding is. */
    enum Level {
        OK,
        /** Works, but something is missing that some would want. */
        NOTE,
        /** Something does not work. */
        PROBLEM
    }
}
