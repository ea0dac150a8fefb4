package studio.athanor.desktop.data;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import studio.athanor.data.DataException;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.Notices;

/** Words the failures of datasets for people: a sentence and a remedy. */
final class DataWording {

    private final Notices notices;

    DataWording(Notices notices) {
        this.notices = notices;
    }

    Notice describe(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof DataException expected) {
            return Notice.error(
                    code(expected),
                    String.valueOf(expected.getMessage()),
                    expected.remedy(),
                    Optional.ofNullable(expected.getCause()).map(Throwable::toString));
        }
        return notices.describe(failure);
    }

    /** Shows a failure; that somebody cancelled is none. */
    void show(Throwable failure) {
        if (!isCancel(failure)) {
            notices.show(describe(failure));
        }
    }

    static boolean isCancel(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        return failure instanceof CancellationException || failure instanceof InterruptedException;
    }

    private static String code(DataException failure) {
        return switch (failure) {
            case DataException.RecipeInvalid _ -> "D-RECIPE";
            case DataException.FileFailed _ -> "D-FILE";
            case DataException.RunStopped _ -> "D-RUN";
            default -> "D-DATA";
        };
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }
}
