package studio.athanor.desktop.notice;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.EngineException;

/** Words a failure for people. */
final class FailureWording {

    private final Texts texts = Texts.of(FailureWording.class);

    Notice notice(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof EngineException expected) {
            return Notice.error(
                    "E-" + expected.kind().name(),
                    sentence(expected.getMessage(), expected),
                    expected.remedy(),
                    expected.details());
        }
        if (failure instanceof StudioException expected) {
            return Notice.error(
                    expected.code(),
                    sentence(expected.getMessage(), expected),
                    expected.remedy(),
                    Optional.ofNullable(expected.getCause()).map(FailureWording::stackTrace));
        }
        return Notice.error(
                code(failure),
                texts.get("unexpected.sentence", sentence(failure.getMessage(), failure)),
                texts.get("unexpected.advice"),
                Optional.of(stackTrace(failure)));
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static String sentence(@Nullable String message, Throwable failure) {
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** The code names the exception and the place it came from, so that two reports of one defect have one code. */
    private static String code(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        int place = 0;
        for (StackTraceElement element : trace) {
            if (element.getClassName().startsWith("studio.athanor.")) {
                place = (element.getClassName() + "." + element.getMethodName() + ":" + element.getLineNumber())
                        .hashCode();
                break;
            }
        }
        int hash = 31 * failure.getClass().getName().hashCode() + place;
        return "X-" + String.format(Locale.ROOT, "%04X", hash & 0xffff);
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
