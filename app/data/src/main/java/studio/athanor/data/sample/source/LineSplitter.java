package studio.athanor.data.sample.source;

/** A record is a line. */
final class LineSplitter implements RecordSplitter {

    private long line = 1;

    @Override
    public int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                line++;
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    public long line() {
        return line;
    }
}
