package studio.athanor.data.sample.source;

/** Finds the ends of records in bytes that come piece by piece. */
interface RecordSplitter {

    /**
     * Goes on from where it stopped.
     *
     * @return the place after the end of the record, its line end included, or -1 if the record goes on beyond these bytes
     */
    int end(byte[] bytes, int from, int to);

    /** Returns the line of the file on which the next byte is, from 1. */
    long line();

    /** Is told that the file ends here. */
    default void finish() throws MalformedRecordException {}
}
