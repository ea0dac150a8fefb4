package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.report.CategoryCoverage;
import studio.athanor.data.report.CrossCoverage;
import studio.athanor.data.report.Distribution;
import studio.athanor.data.report.Interval;
import studio.athanor.data.report.Mean;
import studio.athanor.data.report.Report;
import studio.athanor.data.report.RowCost;
import studio.athanor.data.report.ScoreFigures;
import studio.athanor.data.report.Share;
import studio.athanor.data.report.TextFigures;
import studio.athanor.data.report.Trend;
import studio.athanor.data.report.VectorFigures;
import studio.athanor.desktop.shell.Texts;

/** What the accepted rows are like: coverage, lengths, likeness, scores. FX thread only. */
final class ReportView extends ScrollPane {

    private static final double LEAST_CARD_EMS = 30;
    private static final double PADDING = 32;
    private static final int MOST_SHARES = 24;
    private static final int MOST_MISSING = 8;

    private final Texts texts = Texts.of(ReportView.class);
    private final RunModel run;
    private final VBox content = new VBox();
    private final VBox cards = new VBox(CardColumns.GAP);
    private final Label state = Buttons.wrapped("", "muted");
    private final Button again;
    private List<VBox> shown = List.of();
    private CardColumns columns = new CardColumns(0, 0);

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
        viewportBoundsProperty().subscribe(bounds -> fitCards());
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
        if (report == null || report.rows() == 0) {
            shown = List.of();
            layOut();
            return;
        }
        List<VBox> made = new ArrayList<>();
        report.categories().forEach(each -> made.add(coverage(each)));
        report.cross().ifPresent(each -> made.add(cross(each)));
        report.scores().forEach(each -> made.add(scores(each)));
        report.texts().forEach(each -> {
            made.add(histogram(each.column(), texts.get("unit.words"), each.words()));
            each.tokens().ifPresent(tokens -> made.add(histogram(each.column(), texts.get("unit.tokens"), tokens)));
        });
        made.add(likeness(report));
        if (!report.trends().isEmpty()) {
            made.add(trends(report.trends()));
        }
        made.add(cost(report.cost()));
        shown = made;
        layOut();
    }

    private void fitCards() {
        CardColumns now = CardColumns.in(
                getViewportBounds().getWidth() - PADDING,
                LEAST_CARD_EMS * state.getFont().getSize());
        if (!now.equals(columns)) {
            columns = now;
            layOut();
        }
    }

    /** Rows of boxes, as these measure wrapped texts for the width that they will have. */
    private void layOut() {
        List<HBox> rows = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            if (i % Math.max(1, columns.count()) == 0) {
                rows.add(new HBox(CardColumns.GAP));
            }
            VBox card = shown.get(i);
            card.setMinWidth(columns.width());
            card.setPrefWidth(columns.width());
            card.setMaxWidth(columns.width());
            rows.getLast().getChildren().add(card);
        }
        cards.getChildren().setAll(rows);
    }

    private static VBox card(String title, Node... parts) {
        Label heading = new Label(title);
        heading.getStyleClass().add("strong");
        VBox card = new VBox(heading);
        card.getChildren().addAll(parts);
        card.getStyleClass().addAll("card", "report-card");
        return card;
    }

    private VBox coverage(CategoryCoverage coverage) {
        GridPane grid = grid();
        List<CategoryCoverage.ValueCount> shown =
                coverage.values().stream().limit(MOST_SHARES).toList();
        long most = Math.max(
                1,
                shown.stream()
                        .mapToLong(CategoryCoverage.ValueCount::count)
                        .max()
                        .orElse(1));
        int row = 0;
        for (CategoryCoverage.ValueCount value : shown) {
            String count = value.expectedShare().isPresent()
                    ? texts.get(
                            "report.wanted",
                            value.count(),
                            Math.round(value.expectedShare().getAsDouble() * coverage.rows()))
                    : texts.get("report.count", value.count());
            ShareBar bar = new ShareBar((double) value.count() / most);
            bar.setAccessibleText(value.value() + ": " + count);
            GridPane.setHgrow(bar, Priority.ALWAYS);
            grid.addRow(row++, name(value.value()), bar, number(count));
        }
        VBox card = card(
                texts.get("report.coverage", coverage.column()),
                Buttons.wrapped(texts.get("report.seen", coverage.seen(), coverage.possible()), "muted", "small"),
                grid);
        if (coverage.values().size() > MOST_SHARES) {
            card.getChildren()
                    .add(Buttons.wrapped(
                            texts.get("report.others", coverage.values().size() - MOST_SHARES), "muted", "small"));
        }
        return card;
    }

    private VBox cross(CrossCoverage cross) {
        ShareBar bar = new ShareBar(cross.possible() == 0 ? 0 : (double) cross.seen() / cross.possible());
        String words = texts.get("report.cross.seen", cross.seen(), cross.possible());
        bar.setAccessibleText(words);
        VBox card = card(
                texts.get("report.cross", String.join(" × ", cross.columns())),
                bar,
                Buttons.wrapped(words, "muted", "small"));
        if (!cross.missing().isEmpty()) {
            String missing = cross.missing().stream()
                    .limit(MOST_MISSING)
                    .map(each -> String.join(" × ", each))
                    .collect(Collectors.joining(", "));
            card.getChildren().add(Buttons.wrapped(texts.get("report.missing", missing), "small"));
        }
        return card;
    }

    private VBox histogram(String column, String unit, Distribution spread) {
        HistogramChart chart = new HistogramChart(
                spread.bins().stream().map(Distribution.Bin::count).toList());
        chart.setAccessibleText(texts.get("report.histogram.spoken", column, spread.min(), spread.max(), unit));
        Label low = new Label(texts.get("report.count", spread.min()));
        Label high = new Label(texts.get("report.count", spread.max()));
        Label median = new Label(texts.get("report.median", spread.median(), unit));
        for (Label each : List.of(low, median, high)) {
            each.getStyleClass().addAll("muted", "small");
        }
        return card(
                texts.get("report.histogram", column, unit),
                chart,
                new HBox(low, Buttons.gap(), median, Buttons.gap(), high));
    }

    private VBox scores(ScoreFigures scores) {
        Column column = run.store().recipe().column(scores.column()).orElse(null);
        double least = column != null && column.kind() instanceof ColumnKind.Score score ? score.low() : 0;
        double most = column != null && column.kind() instanceof ColumnKind.Score score ? score.high() : 1;
        GridPane grid = grid();
        int row = 0;
        for (ScoreFigures.Criterion criterion : scores.criteria()) {
            Mean mean = criterion.mean();
            Interval interval = mean.interval().orElse(new Interval(mean.mean(), mean.mean()));
            String words = String.format(
                    Locale.ENGLISH,
                    texts.get("report.score"),
                    mean.mean(),
                    interval.low(),
                    interval.high(),
                    mean.count());
            IntervalBar bar = new IntervalBar(
                    share(least, most, interval.low()),
                    share(least, most, mean.mean()),
                    share(least, most, interval.high()));
            bar.setAccessibleText(criterion.name() + ": " + words);
            GridPane.setHgrow(bar, Priority.ALWAYS);
            grid.addRow(row++, name(criterion.name()), bar, number(words));
        }
        VBox card = card(texts.get("report.scores", scores.column()), grid);
        scores.comparison().ifPresent(each -> card.getChildren().add(comparison(each)));
        scores.agreement()
                .ifPresent(each -> card.getChildren()
                        .add(Buttons.wrapped(texts.get("report.agreement", percent(each.mean())), "muted", "small")));
        return card;
    }

    private GridPane comparison(ScoreFigures.Comparison comparison) {
        GridPane grid = grid();
        addShare(grid, 0, texts.get("report.first"), comparison.first());
        addShare(grid, 1, texts.get("report.second"), comparison.second());
        addShare(grid, 2, texts.get("report.tie"), comparison.tie());
        addShare(grid, 3, texts.get("report.consistent"), comparison.consistent());
        return grid;
    }

    private void addShare(GridPane grid, int row, String name, Share share) {
        String words = texts.get(
                "report.share",
                percent(share.value()),
                percent(share.interval().low()),
                percent(share.interval().high()),
                share.of());
        IntervalBar bar = new IntervalBar(
                share.interval().low(), share.value(), share.interval().high());
        bar.setAccessibleText(name + ": " + words);
        GridPane.setHgrow(bar, Priority.ALWAYS);
        grid.addRow(row, name(name), bar, number(words));
    }

    private static double share(double least, double most, double value) {
        return most <= least ? 0 : Math.clamp((value - least) / (most - least), 0, 1);
    }

    private VBox likeness(Report report) {
        GridPane shares = grid();
        addShare(shares, 0, texts.get("likeness.exact"), report.duplicates().exact());
        addShare(shares, 1, texts.get("likeness.near"), report.duplicates().near());
        GridPane grid = grid();
        String[] heads = {
            texts.get("likeness.column"),
            texts.get("likeness.one"),
            texts.get("likeness.two"),
            texts.get("likeness.self"),
            texts.get("likeness.nearest")
        };
        for (int i = 0; i < heads.length; i++) {
            Label head = new Label(heads[i]);
            head.getStyleClass().addAll("muted", "small");
            grid.add(head, i, 0);
        }
        int row = 1;
        for (TextFigures each : report.texts()) {
            grid.addRow(
                    row++,
                    name(each.column()),
                    number(thousandths(each.diversity().distinct1())),
                    number(thousandths(each.diversity().distinct2())),
                    number(thousandths(each.diversity().similarity())),
                    number(thousandths(each.diversity().nearest())));
        }
        for (VectorFigures each : report.vectors()) {
            grid.addRow(
                    row++, name(each.column()), number(texts.get("likeness.vendi", each.vendiScore(), each.rows())));
        }
        return row == 1 ? card(texts.get("report.likeness"), shares) : card(texts.get("report.likeness"), shares, grid);
    }

    private VBox trends(List<Trend> trends) {
        GridPane grid = grid();
        int row = 0;
        for (Trend trend : trends) {
            grid.addRow(
                    row++,
                    name(trend.what()),
                    number(String.format(Locale.ENGLISH, "%,.2f → %,.2f", trend.first(), trend.last())),
                    number(trend.difference()
                            .map(each -> String.format(
                                    Locale.ENGLISH,
                                    texts.get(each.holdsZero() ? "report.difference.unclear" : "report.difference"),
                                    each.low(),
                                    each.high()))
                            .orElse("")));
        }
        return card(texts.get("report.trends"), grid);
    }

    private VBox cost(RowCost cost) {
        GridPane grid = grid();
        int row = 0;
        for (RowCost.ColumnCost each : cost.columns()) {
            grid.addRow(
                    row++,
                    name(each.column()),
                    number(String.format(
                            Locale.ENGLISH,
                            texts.get("report.cost.column"),
                            each.promptTokens(),
                            each.generatedTokens(),
                            each.millis())));
        }
        return card(
                texts.get("report.cost"),
                Buttons.wrapped(
                        String.format(
                                Locale.ENGLISH,
                                texts.get("report.cost.row"),
                                cost.seconds(),
                                cost.promptTokens(),
                                cost.computedTokens(),
                                cost.generatedTokens()),
                        "small"),
                grid);
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("report-grid");
        return grid;
    }

    private static Label name(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "report-name");
        label.setTooltip(new Tooltip(text));
        return label;
    }

    private static Label number(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "number");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static String thousandths(double value) {
        return String.format(Locale.ENGLISH, "%.3f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f %%", share * 100);
    }
}
