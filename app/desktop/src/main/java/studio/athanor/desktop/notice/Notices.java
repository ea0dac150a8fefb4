package studio.athanor.desktop.notice;

import java.util.concurrent.Executor;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The notices of the window, oldest first. {@link #show} may be called from any thread, the rest on the FX thread. */
public final class Notices {

    private static final int KEPT = 50;

    private final Executor fxThread;
    private final FailureWording wording = new FailureWording();
    private final ObservableList<Notice> open = FXCollections.observableArrayList();
    private final ObservableList<Notice> readOnly = FXCollections.unmodifiableObservableList(open);

    /**
     * Creates an empty list.
     *
     * @param fxThread runs tasks on the FX thread
     */
    public Notices(Executor fxThread) {
        this.fxThread = fxThread;
    }

    /** Shows a notice. One that is shown already is not shown twice. */
    public void show(Notice notice) {
        fxThread.execute(() -> {
            open.removeIf(
                    other -> other.level() == notice.level() && other.sentence().equals(notice.sentence()));
            if (open.size() == KEPT) {
                open.removeFirst();
            }
            open.add(notice);
        });
    }

    /** Shows a failure: its own sentence and remedy if it is one that was expected, a report if it is not. */
    public void show(Throwable failure) {
        show(wording.notice(failure));
    }

    /** Returns what a failure would be shown as. */
    public Notice describe(Throwable failure) {
        return wording.notice(failure);
    }

    /** Takes a notice away; one that says the same and came later stays. */
    @SuppressWarnings("ReferenceEquality")
    public void dismiss(Notice notice) {
        open.removeIf(each -> each == notice);
    }

    /** Returns what is shown, oldest first; changes on the FX thread. */
    public ObservableList<Notice> open() {
        return readOnly;
    }
}
