package studio.athanor.desktop.data;

/**
 * As many columns of cards as have room, all of one width.
 *
 * @param count at least 1
 * @param width of each
 */
record CardColumns(int count, double width) {

    static final double GAP = 12;

    /**
     * Shares out a room.
     *
     * @param room for all of them
     * @param least width of a card, unless there is no room for one
     */
    static CardColumns in(double room, double least) {
        int count = (int) Math.max(1, Math.floor((room + GAP) / (least + GAP)));
        return new CardColumns(count, Math.max(0, Math.floor((room - (count - 1) * GAP) / count)));
    }
}
