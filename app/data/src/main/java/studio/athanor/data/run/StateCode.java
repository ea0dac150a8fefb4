package studio.athanor.data.run;

/** The numbers that stand for states in the database; they never change. */
final class StateCode {

    private StateCode() {}

    static int of(RowState state) {
        return switch (state) {
            case ACCEPTED -> 0;
            case REJECTED -> 1;
            case REMOVED -> 2;
        };
    }

    static RowState state(int code) {
        return switch (code) {
            case 0 -> RowState.ACCEPTED;
            case 1 -> RowState.REJECTED;
            case 2 -> RowState.REMOVED;
            default -> throw new IllegalArgumentException("No state of rows has the number " + code);
        };
    }
}
