package studio.athanor.engines.worker.wire;

import java.io.IOException;

/** What arrived is not a message of this protocol; the connection cannot be used any more. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
