package studio.athanor.data.recipe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import studio.athanor.data.row.Position;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/** Templates and expressions: whether they parse, and whether the names they read are there. */
final class TemplateChecks {

    private final Findings findings;
    private final Set<String> columns;

    private TemplateChecks(Findings findings) {
        this.findings = findings;
        columns = findings.recipe().columns().stream().map(Column::name).collect(Collectors.toCollection(HashSet::new));
    }

    static void run(Findings findings) {
        TemplateChecks checks = new TemplateChecks(findings);
        List<Column> columns = findings.recipe().columns();
        for (int i = 0; i < columns.size(); i++) {
            for (ColumnTexts.JinjaText text : ColumnTexts.of(columns.get(i))) {
                String field = Findings.column(i) + "." + text.field();
                checks.text(field, text, columns.get(i).at());
            }
        }
        for (ColumnTexts.JinjaText text : ColumnTexts.ofRow(findings.recipe().checks())) {
            checks.text(text.field(), text, Position.NONE);
        }
        findings.recipe().output().columns().forEach((field, source) -> {
            if (ColumnTexts.isTemplate(source)) {
                checks.text(
                        "output.columns." + field,
                        new ColumnTexts.JinjaText(field, source, false, Set.of()),
                        Position.NONE);
            }
        });
    }

    private void text(String field, ColumnTexts.JinjaText text, Position at) {
        if (text.isExpression() && text.source().isBlank()) {
            findings.error(field, at, "The expression is empty. Write one, as \"score >= 3\", or leave it out.");
            return;
        }
        try {
            for (String name : text.parse().names()) {
                if (!columns.contains(name) && !text.locals().contains(name)) {
                    unknown(field, text, name, at);
                }
            }
        } catch (TemplateException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            String where = text.source().strip().indexOf('\n') < 0 ? "" : ", line " + e.line() + " of it";
            findings.error(
                    field,
                    e.line(),
                    at,
                    "This is no " + (text.isExpression() ? "expression" : "template") + where + ": " + message
                            + (message.endsWith(".") ? "" : "."));
        }
    }

    private void unknown(String field, ColumnTexts.JinjaText text, String name, Position at) {
        List<String> known = new ArrayList<>(columns);
        known.addAll(text.locals());
        findings.error(
                field,
                line(text, name),
                at,
                "There is no column \"" + name + "\"." + Nearest.question(name, known)
                        + (text.isExpression() ? " A text in an expression has quotes." : ""));
    }

    /** Returns the line on which a name is read first: as a word within a tag. */
    private static int line(ColumnTexts.JinjaText text, String name) {
        String source = text.source();
        Pattern word = Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "(?!\\w)");
        int from = text.isExpression() ? 0 : tag(source, 0);
        while (from >= 0) {
            int end = text.isExpression() ? source.length() : tagEnd(source, from);
            Matcher found = word.matcher(source).region(from, end);
            if (found.find()) {
                return 1
                        + (int) source.substring(0, found.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
            }
            from = text.isExpression() ? -1 : tag(source, end);
        }
        return 1;
    }

    private static int tag(String source, int from) {
        int output = source.indexOf("{{", from);
        int statement = source.indexOf("{%", from);
        return output < 0 || statement < 0 ? Math.max(output, statement) : Math.min(output, statement);
    }

    private static int tagEnd(String source, int start) {
        int end = source.indexOf(source.charAt(start + 1) == '{' ? "}}" : "%}", start + 2);
        return end < 0 ? source.length() : end;
    }
}
