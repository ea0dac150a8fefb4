package studio.athanor.engines.gguf;

import java.io.IOException;
import java.nio.file.Path;

/** Makes the exceptions for one file, with the remedies that go with their kinds. */
final class Refusals {

    static final String DOWNLOAD_AGAIN = "Download the file again; it is damaged or incomplete.";
    static final String CONVERT_AGAIN =
            "Get the model from another source, or convert it again with current tools; this file was written wrongly or tampered with.";
    static final String NEWER_ENGINE =
            "Update Athanor, or choose a file made for llama.cpp 0.5.0; the engine does not know this yet or no longer.";

    private final Path file;

    Refusals(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    GgufException missing(IOException cause) {
        return new GgufException.Unreadable(
                file, "no such file", "Check the path; the file may have been moved, renamed or deleted.", cause);
    }

    GgufException unreadable(IOException cause) {
        return new GgufException.Unreadable(
                file,
                "reading failed (" + Printable.of(String.valueOf(cause.getMessage())) + ")",
                "Check that the disk is connected and healthy, then try again.",
                cause);
    }

    GgufException unreadable(String reason, String remedy) {
        return new GgufException.Unreadable(file, reason, remedy, null);
    }

    GgufException changed() {
        return unreadable(
                "the file changed since its header was read",
                "Wait until the program that writes it has finished, then open it again.");
    }

    GgufException notGguf(String reason, String remedy) {
        return new GgufException.NotGguf(file, reason, remedy);
    }

    GgufException incomplete(String field, String reason) {
        return new GgufException.Incomplete(file, field, reason, DOWNLOAD_AGAIN);
    }

    GgufException malformed(String field, String reason) {
        return new GgufException.Malformed(file, field, reason, CONVERT_AGAIN);
    }

    GgufException unsupported(String field, String reason) {
        return new GgufException.Unsupported(file, field, reason, NEWER_ENGINE);
    }

    GgufException unsupported(String field, String reason, String remedy) {
        return new GgufException.Unsupported(file, field, reason, remedy);
    }

    GgufException tooLarge(String field, String what, long found, long limit) {
        return new GgufException.LimitExceeded(
                file,
                field,
                what + " " + Long.toUnsignedString(found) + ", the limit is " + limit,
                "Get the model from another source; no real model needs a value this large.");
    }

    GgufException inconsistent(String field, String reason) {
        return new GgufException.Inconsistent(file, field, reason, CONVERT_AGAIN);
    }

    GgufException inconsistent(String field, String reason, String remedy) {
        return new GgufException.Inconsistent(file, field, reason, remedy);
    }

    static String key(String key) {
        return "metadata key " + Printable.of(key);
    }

    static String tensor(String name) {
        return "tensor " + Printable.of(name);
    }
}
