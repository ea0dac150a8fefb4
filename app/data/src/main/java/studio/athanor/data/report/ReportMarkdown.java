package studio.athanor.data.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes reports in Markdown, for people. Intervals hold the true value in 95 of 100 cases. */
public final class ReportMarkdown {

    private static final int MOST_VALUES = 50;
    private static final int MOST_MISSING = 20;
    private static final int BAR = 30;

    private final StringBuilder out = new StringBuilder();

    private ReportMarkdown() {}

    /** Returns a report's text. */
    public static String of(Report report) {
        ReportMarkdown markdown = new ReportMarkdown();
        markdown.line("# Report: " + report.recipe());
        markdown.line("");
        markdown.line(report.rows() + " accepted rows. Recipe SHA-256 `" + report.recipeHash() + "`.");
        markdown.coverage(report);
        report.texts().forEach(markdown::text);
        markdown.duplicates(report.duplicates());
        report.vectors()
                .forEach(vector -> markdown.line("\nEmbeddings of `" + vector.column() + "`: Vendi score "
                        + number(vector.vendiScore()) + " of " + vector.rows() + " rows."));
        markdown.scores(report.scores());
        markdown.trends(report.trends());
        markdown.rejections(report.rejections());
        markdown.cost(report.cost());
        return markdown.out.toString();
    }

    private void coverage(Report report) {
        if (!report.categories().isEmpty()) {
            heading("Coverage");
        }
        for (CategoryCoverage coverage : report.categories()) {
            String where =
                    coverage.rows() < report.rows() ? ", in " + coverage.rows() + " of " + report.rows() + " rows" : "";
            line("`" + coverage.column() + "`: " + coverage.seen() + " of " + coverage.possible() + " values occur"
                    + where + ".\n");
            table("value", "rows", "share", "expected");
            coverage.values().stream()
                    .limit(MOST_VALUES)
                    .forEach(value -> row(
                            value.value(),
                            Long.toString(value.count()),
                            coverage.rows() == 0 ? "" : percent((double) value.count() / coverage.rows()),
                            value.expectedShare().isPresent()
                                    ? percent(value.expectedShare().getAsDouble())
                                    : ""));
            line("");
        }
        report.cross().ifPresent(this::cross);
    }

    private void cross(CrossCoverage cross) {
        line("Combinations of " + String.join(", ", cross.columns()) + ": " + cross.seen() + " of " + cross.possible()
                + " occur.");
        if (!cross.missing().isEmpty()) {
            line("\nMissing:\n");
            cross.missing().stream().limit(MOST_MISSING).forEach(each -> line("* " + String.join(", ", each)));
            if (cross.possible() - cross.seen() > MOST_MISSING) {
                line("* and " + (cross.possible() - cross.seen() - MOST_MISSING) + " more");
            }
        }
    }

    private void text(TextFigures text) {
        heading("Texts of `" + text.column() + "`");
        table("", "mean", "least", "5 %", "median", "95 %", "most");
        distribution("words", text.words());
        text.tokens().ifPresent(tokens -> distribution("tokens, sample", tokens));
        line("");
        bars(text.words());
        Diversity diversity = text.diversity();
        line("\nOf a sample of " + diversity.rows() + " rows:\n");
        table("measure", "value");
        row(
                "distinct-1, distinct-2, distinct-3",
                number(diversity.distinct1()) + ", " + number(diversity.distinct2()) + ", "
                        + number(diversity.distinct3()));
        row("compression ratio", number(diversity.compressionRatio()));
        row("similarity of two rows (Jaccard, word pairs)", number(diversity.similarity()));
        row("similarity to the nearest row", number(diversity.nearest()));
    }

    private void distribution(String name, Distribution numbers) {
        row(
                name,
                number(numbers.mean()),
                Long.toString(numbers.min()),
                Long.toString(numbers.p5()),
                Long.toString(numbers.median()),
                Long.toString(numbers.p95()),
                Long.toString(numbers.max()));
    }

    private void bars(Distribution numbers) {
        long most =
                numbers.bins().stream().mapToLong(Distribution.Bin::count).max().orElse(1);
        line("```text");
        for (Distribution.Bin bin : numbers.bins()) {
            String range = bin.from() == bin.to() ? Long.toString(bin.from()) : bin.from() + "-" + bin.to();
            int length = (int) Math.ceil((double) bin.count() * BAR / Math.max(1, most));
            line(String.format(Locale.ROOT, "%13s %-" + BAR + "s %d", range, "#".repeat(length), bin.count()));
        }
        line("```");
    }

    private void duplicates(Duplicates duplicates) {
        heading("Duplicates");
        line("Exact: " + share(duplicates.exact()) + ". Near, in a sample: " + share(duplicates.near()) + ".");
        duplicates.pairs().stream()
                .limit(MOST_MISSING)
                .forEach(pair -> line("* row " + pair.row() + " is like row " + pair.earlier() + " ("
                        + percent(pair.similarity()) + ")"));
    }

    private void scores(List<ScoreFigures> scores) {
        for (ScoreFigures score : scores) {
            heading("Scores of `" + score.column() + "`");
            if (!score.criteria().isEmpty()) {
                table("criterion", "rows", "mean", "interval", "deviation");
                score.criteria()
                        .forEach(criterion -> row(
                                criterion.name(),
                                Long.toString(criterion.mean().count()),
                                number(criterion.mean().mean()),
                                interval(criterion.mean().interval()),
                                number(criterion.mean().standardDeviation())));
                line("");
            }
            score.comparison()
                    .ifPresent(comparison -> line("First better: " + share(comparison.first()) + "; second better: "
                            + share(comparison.second()) + "; tie: " + share(comparison.tie())
                            + "; same verdict with places changed: " + share(comparison.consistent()) + ".\n"));
            score.agreement()
                    .ifPresent(agreement -> line("Agreement of the judges: " + percent(agreement.mean()) + " "
                            + agreement
                                    .interval()
                                    .map(interval -> "(" + percent(interval.low()) + " to "
                                            + percent(Math.min(1, interval.high())) + ")")
                                    .orElse("")
                            + "."));
        }
    }

    private void trends(List<Trend> trends) {
        if (trends.isEmpty()) {
            return;
        }
        heading("Over the run");
        table("what", "first tenth", "last tenth", "change (95 %)");
        trends.forEach(
                trend -> row(trend.what(), number(trend.first()), number(trend.last()), change(trend.difference())));
    }

    private void rejections(Rejections rejections) {
        if (rejections.attempts().isEmpty() && rejections.rows().isEmpty()) {
            return;
        }
        heading("Rejections");
        table("attempts rejected for", "times");
        rejections.attempts().forEach((reason, count) -> row(reason, Long.toString(count)));
        if (!rejections.rows().isEmpty()) {
            line("");
            table("rows given up for", "column", "rows");
            rejections.rows().forEach(each -> row(each.reason(), each.column(), Long.toString(each.rows())));
        }
    }

    private void cost(RowCost cost) {
        heading("Cost of an accepted row");
        line("Rejected attempts are included.\n");
        table("what", "each");
        row("seconds", number(cost.seconds()));
        row("prompt tokens", number(cost.promptTokens()));
        row("of them computed", number(cost.computedTokens()));
        row("generated tokens", number(cost.generatedTokens()));
        row("joules", cost.joules().isPresent() ? number(cost.joules()) : "no device told");
        if (!cost.columns().isEmpty()) {
            line("");
            table("column, mean of a sample of cells", "prompt tokens", "generated tokens", "milliseconds");
            cost.columns()
                    .forEach(column -> row(
                            column.column(),
                            number(column.promptTokens()),
                            number(column.generatedTokens()),
                            number(column.millis())));
        }
    }

    private void heading(String text) {
        line("\n## " + text + "\n");
    }

    private void table(String... names) {
        row(names);
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            rules.add(i == 0 ? "---" : "---:");
        }
        line("| " + String.join(" | ", rules) + " |");
    }

    private void row(String... cells) {
        List<String> safe = new ArrayList<>();
        for (String cell : cells) {
            safe.add(cell.replace("|", "\\|").replaceAll("\\R", " "));
        }
        line("| " + String.join(" | ", safe) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String share(Share share) {
        return share.count() + " of " + share.of() + " (" + percent(share.value()) + "; "
                + percent(share.interval().low()) + " to "
                + percent(share.interval().high()) + ")";
    }

    private static String interval(Optional<Interval> interval) {
        return interval.map(each -> number(each.low()) + " to " + number(each.high()))
                .orElse("");
    }

    private static String change(Optional<Interval> difference) {
        return difference
                        .filter(Interval::holdsZero)
                        .map(each -> "none that is clear: ")
                        .orElse("")
                + interval(difference);
    }

    private static String number(OptionalDouble value) {
        return number(value.orElse(0));
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
