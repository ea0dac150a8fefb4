package studio.athanor.data.sample.source;

/** A record is not as its format asks; the message is a clause that fits behind "line 7: ". */
final class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    MalformedRecordException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
