package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;

/** A cell's value could not be made from what the model answered, or from the row; another seed may help. */
final class NotMade extends Exception {

    private static final long serialVersionUID = 1L;

    static final String SCHEMA = "schema";
    static final String TRUNCATED = "truncated";
    static final String EMPTY = "empty";
    static final String PROMPT_TOO_LONG = "prompt-too-long";

    private final String reason;
    private final String detail;
    private final transient JsonElement value;

    private NotMade(String reason, String detail, JsonElement value) {
        super(detail);
        this.reason = reason;
        this.detail = detail;
        this.value = value;
    }

    /** Returns the failure without a value. */
    static NotMade because(String reason, String detail) {
        return new NotMade(reason, detail, JsonNull.INSTANCE);
    }

    /** Returns the failure with what there is of a value. */
    static NotMade with(JsonElement value, String reason, String detail) {
        return new NotMade(reason, detail, value);
    }

    /** Returns the short word to count by. */
    String reason() {
        return reason;
    }

    /** Returns what was found, a sentence. */
    String detail() {
        return detail;
    }

    JsonElement value() {
        return value;
    }
}
