package studio.athanor.desktop.chat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import javafx.scene.Node;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.ImportReport;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;

/** Writes conversations to files and reads them again. FX thread only; files are touched on others. */
final class ConversationTransfer {

    private final ChatServices services;
    private final PaneContext context;
    private final Texts texts = Texts.of(ConversationTransfer.class);

    ConversationTransfer(ChatServices services, PaneContext context) {
        this.services = services;
        this.context = context;
    }

    void exportMarkdown(ConversationId id, String title, Node owner) {
        Path file = choose(title, "export.markdown", "md", owner);
        if (file != null) {
            write(file, () -> services.files().exportMarkdown(id, file));
        }
    }

    void exportJson(ConversationId id, String title, Node owner) {
        Path file = choose(title, "export.json", "json", owner);
        if (file != null) {
            write(file, () -> services.files().exportJson(List.of(id), file));
        }
    }

    /** What writes a file. */
    @FunctionalInterface
    private interface Writing {
        void run() throws Exception;
    }

    private void write(Path file, Writing writing) {
        context.scheduler()
                .background(
                        () -> {
                            writing.run();
                            return file;
                        },
                        done -> context.notices()
                                .show(Notice.info(texts.get("export.done", String.valueOf(done.getFileName())))
                                        .withRemedy(
                                                texts.get("export.show"),
                                                () -> context.actions().reveal(done))),
                        context.notices()::show);
    }

    void importFile(Node owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("import.title"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(texts.get("export.json"), "*.json"));
        @Nullable File chosen = chooser.showOpenDialog(window(owner));
        if (chosen != null) {
            importFile(chosen.toPath());
        }
    }

    void importFile(Path file) {
        var job = services.jobs()
                .start(
                        texts.get("import.job", String.valueOf(file.getFileName())),
                        jobContext -> services.files().importJson(file));
        var _ = job.result().whenComplete((report, failure) -> {
            if (failure == null) {
                context.notices().show(Notice.info(sentence(report)));
            } else if (!isCancelled(failure)) {
                context.notices().show(failure);
            }
        });
    }

    private static boolean isCancelled(Throwable failure) {
        return failure instanceof CancellationException
                || (failure instanceof CompletionException && failure.getCause() instanceof CancellationException);
    }

    private String sentence(ImportReport report) {
        String done = texts.get("import.done", report.imported().size(), report.unchanged());
        if (report.problems().isEmpty()) {
            return done;
        }
        return texts.get("import.problems", done, report.problems().size()) + " "
                + report.problems().getFirst();
    }

    private @Nullable Path choose(String title, String kind, String ending, Node owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("export.title"));
        chooser.setInitialFileName(fileName(title) + "." + ending);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(texts.get(kind), "*." + ending));
        @Nullable File chosen = chooser.showSaveDialog(window(owner));
        return chosen == null ? null : chosen.toPath();
    }

    /** Returns a title as a file name that every system takes. */
    static String fileName(String title) {
        String name = title.replaceAll("[^\\p{L}\\p{N} ._-]", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll("^[. ]+|[. ]+$", "");
        return name.isEmpty()
                ? "conversation"
                : name.substring(0, Math.min(60, name.length())).strip();
    }

    private static @Nullable Window window(Node owner) {
        return owner.getScene() == null ? null : owner.getScene().getWindow();
    }
}
