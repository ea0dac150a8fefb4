package studio.athanor.desktop.jobs;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.jobs.JobsModel.JobRow;
import studio.athanor.desktop.models.Amounts;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.engines.spi.job.Progress;

/** The list of running jobs, each with its progress and a button to cancel. */
public final class JobsPanel extends VBox {

    private final Texts texts = Texts.of(JobsPanel.class);
    private final JobsModel model;
    private final VBox list = new VBox(12);
    private final List<RowView> shown = new ArrayList<>();
    private final ListChangeListener<JobRow> listener = change -> refresh();

    /** Creates a list that follows the jobs until {@link #detach}. */
    public JobsPanel(JobsModel model) {
        this.model = model;
        setId("jobs-panel");
        getStyleClass().add("jobs-panel");
        getStylesheets().add(StyleSheets.of(JobsPanel.class, "jobs.css"));
        setAccessibleText(texts.get("title"));
        Label title = new Label(texts.get("title"));
        title.getStyleClass().add("subheading");
        getChildren().addAll(title, list);
        setFocusTraversable(true);
        model.rows().addListener(listener);
        refresh();
    }

    /** Stops following. */
    public void detach() {
        model.rows().removeListener(listener);
    }

    private void refresh() {
        List<JobRow> rows = model.rows();
        if (rows.stream()
                .map(JobRow::id)
                .toList()
                .equals(shown.stream().map(RowView::id).toList())) {
            for (int i = 0; i < rows.size(); i++) {
                shown.get(i).show(rows.get(i));
            }
            return;
        }
        shown.clear();
        rows.forEach(row -> shown.add(new RowView(row)));
        if (shown.isEmpty()) {
            Label nothing = new Label(texts.get("nothing"));
            nothing.getStyleClass().add("muted");
            list.getChildren().setAll(nothing);
        } else {
            list.getChildren().setAll(shown.stream().map(row -> (Node) row.box).toList());
        }
    }

    /** Words a progress, for example {@code weights · 45 %}. */
    static String words(Texts texts, Progress progress) {
        return switch (progress) {
            case Progress.Indeterminate(String text) -> text.isEmpty() ? texts.get("running") : text;
            case Progress.Steps(long done, long total, String unit) ->
                texts.get("steps", Amounts.whole(done), Amounts.whole(total), unit);
            case Progress.Bytes(long done, long total) -> texts.get("bytes", Amounts.bytes(done), Amounts.bytes(total));
            case Progress.Fraction(String text, double fraction) ->
                texts.get("fraction", text, (int) Math.round(fraction * 100));
        };
    }

    private static double fraction(Progress progress) {
        return switch (progress) {
            case Progress.Indeterminate _ -> ProgressBar.INDETERMINATE_PROGRESS;
            case Progress.Steps(long done, long total, String _) -> share(done, total);
            case Progress.Bytes(long done, long total) -> share(done, total);
            case Progress.Fraction(String _, double fraction) -> fraction;
        };
    }

    private static double share(long done, long total) {
        return total <= 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) done / total;
    }

    private final class RowView {
        private final JobRow job;
        private final Label words = new Label();
        private final ProgressBar bar = new ProgressBar();
        private final VBox box;

        RowView(JobRow job) {
            this.job = job;
            Label title = new Label(job.title());
            title.getStyleClass().add("strong");
            title.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(title, Priority.ALWAYS);
            Button cancel = new Button("", new FontIcon(Feather.X));
            cancel.getStyleClass().addAll("quiet", "icon-only");
            cancel.setAccessibleText(texts.get("cancel", job.title()));
            cancel.setOnAction(event -> {
                cancel.setDisable(true);
                job.cancel().run();
            });
            HBox head = new HBox(8, title, cancel);
            head.getStyleClass().add("job-head");
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.setMinHeight(Region.USE_PREF_SIZE);
            bar.setAccessibleText(job.title());
            words.getStyleClass().addAll("muted", "small");
            box = new VBox(4, head, bar, words);
            show(job);
        }

        long id() {
            return job.id();
        }

        void show(JobRow now) {
            words.setText(words(texts, now.progress()));
            bar.setProgress(fraction(now.progress()));
        }
    }
}
