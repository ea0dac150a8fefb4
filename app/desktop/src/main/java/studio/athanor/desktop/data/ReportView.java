package studio.athanor.desktop.data;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.desktop.shell.Texts;

/** What the accepted rows are like: coverage, lengths, likeness, scores. FX thread only. */
final class ReportView extends ScrollPane {

    private static final int MOST_SHARES = 24;

    private final Texts texts = Texts.of(ReportView.class);
    private final RunModel run;
    private final VBox content = new VBox();
    private final FlowPane cards = new FlowPane();
    private final Label state = Buttons.wrapped("", "muted");
    private final Button again;

    ReportView(RunModel run) {
        this.run = run;
        setId("run-report");
        getStyleClass().addAll("edge-to-edge", "report");
        setFitToWidth(true);
        setFocusTraversable(false);
        setAccessibleText(texts.get("tab.report"));
        again = Buttons.of("report-again", texts.get("report.again"), Feather.REFRESH_CW, run.report()::refresh);
        HBox top = new HBox(12, state, Buttons.gap(), again);
        HBox.setHgrow(state, Priority.ALWAYS);
        top.getStyleClass().add("report-top");
        cards.getStyleClass().add("report-cards");
        content.getStyleClass().add("report-content");
        content.getChildren().addAll(top, cards);
        setContent(content);
        run.report().report().subscribe(this::show);
        run.report().counting().subscribe(counting -> showState());
        run.report().failure().subscribe(failure -> showState());
    }

    /** Counts, if that was not done yet. */
    void refresh() {
        if (run.report().report().get() == null) {
            run.report().refresh();
        }
    }

    private void showState() {
        Report report = run.report().report().get();
        Throwable failure = run.report().failure().get();
        boolean counting = run.report().counting().get();
        again.setDisable(counting);
        if (counting) {
            state.setText(texts.get("report.counting"));
        } else if (failure != null) {
            state.setText(run.words(failure));
        } else if (report == null) {
            state.setText("");
        } else {
            state.setText(texts.get(report.rows() == 0 ? "report.none" : "report.rows", report.rows()));
        }
    }

    private void show(@Nullable Report report) {
        showState();
        cards.getChildren().clear();
        if (report == null || report.rows() == 0) {
            return;
        }
        report.coverage().forEach(each -> cards.getChildren().add(coverage(each)));
        report.scores().stream()
                .map(Report.Score::column)
                .distinct()
                .forEach(column -> cards.getChildren()
                        .add(scores(
                                column,
                                report.scores().stream()
                                        .filter(each -> each.column().equals(column))
                                        .toList())));
        report.histograms().forEach(each -> cards.getChildren().add(histogram(each)));
        if (!report.likeness().isEmpty()) {
            cards.getChildren().add(likeness(report.likeness()));
        }
    }

    private static VBox card(String title, Node... parts) {
        Label heading = new Label(title);
        heading.getStyleClass().add("strong");
        VBox card = new VBox(heading);
        card.getChildren().addAll(parts);
        card.getStyleClass().addAll("card", "report-card");
        return card;
    }

    private VBox coverage(Report.Coverage coverage) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("report-grid");
        long most = Math.max(
                1,
                coverage.values().stream().mapToLong(Report.Share::count).max().orElse(1));
        List<Report.Share> shown =
                coverage.values().stream().limit(MOST_SHARES).toList();
        int row = 0;
        for (Report.Share share : shown) {
            String count = share.wanted().isPresent()
                    ? texts.get("report.wanted", share.count(), share.wanted().getAsLong())
                    : texts.get("report.count", share.count());
            ShareBar bar = new ShareBar((double) share.count() / most);
            bar.setAccessibleText(share.value() + ": " + count);
            Label number = new Label(count);
            number.getStyleClass().addAll("number", "small");
            boolean off = share.wanted().isPresent() && share.wanted().getAsLong() != share.count();
            if (off) {
                number.getStyleClass().add("verdict-tight");
            }
            Label name = new Label(share.value());
            name.getStyleClass().addAll("small", "report-name");
            GridPane.setHgrow(bar, Priority.ALWAYS);
            grid.addRow(row++, name, bar, number);
        }
        long others = coverage.others()
                + coverage.values().stream()
                        .skip(MOST_SHARES)
                        .mapToLong(Report.Share::count)
                        .sum();
        VBox card = card(texts.get("report.coverage", coverage.column()), grid);
        if (others > 0) {
            card.getChildren().add(Buttons.wrapped(texts.get("report.others", others), "muted", "small"));
        }
        return card;
    }

    private VBox histogram(Report.Histogram histogram) {
        HistogramChart chart = new HistogramChart(histogram.counts());
        chart.setAccessibleText(texts.get(
                "report.histogram.spoken",
                histogram.column(),
                figure(histogram.low()),
                figure(histogram.high()),
                histogram.unit()));
        Label low = new Label(figure(histogram.low()));
        Label high = new Label(figure(histogram.high()));
        Label median = new Label(
                histogram.median().isPresent()
                        ? texts.get("report.median", figure(histogram.median().getAsDouble()), histogram.unit())
                        : histogram.unit());
        for (Label each : List.of(low, median, high)) {
            each.getStyleClass().addAll("muted", "small");
        }
        return card(
                texts.get("report.histogram", histogram.column()),
                chart,
                new HBox(low, Buttons.gap(), median, Buttons.gap(), high));
    }

    private VBox scores(String column, List<Report.Score> scores) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("report-grid");
        int row = 0;
        for (Report.Score score : scores) {
            Label name = new Label(score.criterion());
            name.getStyleClass().addAll("small", "report-name");
            String words = String.format(
                    Locale.ENGLISH, texts.get("report.score"), score.mean(), score.low(), score.high(), score.count());
            IntervalBar bar =
                    new IntervalBar(share(score, score.low()), share(score, score.mean()), share(score, score.high()));
            bar.setAccessibleText(score.criterion() + ": " + words);
            Label number = new Label(words);
            number.getStyleClass().addAll("number", "small");
            GridPane.setHgrow(bar, Priority.ALWAYS);
            grid.addRow(row++, name, bar, number);
        }
        return card(texts.get("report.scores", column), grid);
    }

    private static double share(Report.Score score, double value) {
        double span = score.most() - score.least();
        return span <= 0 ? 0 : Math.clamp((value - score.least()) / span, 0, 1);
    }

    private VBox likeness(List<Report.Likeness> all) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("report-grid");
        String[] heads = {
            texts.get("likeness.column"),
            texts.get("likeness.exact"),
            texts.get("likeness.near"),
            texts.get("likeness.one"),
            texts.get("likeness.two"),
            texts.get("likeness.self")
        };
        for (int i = 0; i < heads.length; i++) {
            Label head = new Label(heads[i]);
            head.getStyleClass().addAll("muted", "small");
            grid.add(head, i, 0);
        }
        int row = 1;
        for (Report.Likeness each : all) {
            grid.addRow(
                    row++,
                    small(each.column()),
                    number(String.valueOf(each.exact())),
                    number(each.near().isPresent() ? String.valueOf(each.near().getAsLong()) : "–"),
                    number(share(each.distinctOne())),
                    number(share(each.distinctTwo())),
                    number(share(each.selfSimilarity())));
        }
        return card(texts.get("report.likeness"), grid);
    }

    private static Label small(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("small");
        return label;
    }

    private static Label number(String text) {
        Label label = small(text);
        label.getStyleClass().add("number");
        return label;
    }

    private static String share(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ENGLISH, "%.3f", value.getAsDouble()) : "–";
    }

    private static String figure(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e12
                ? String.format(Locale.ENGLISH, "%,d", (long) value)
                : String.format(Locale.ENGLISH, "%.3g", value);
    }
}
