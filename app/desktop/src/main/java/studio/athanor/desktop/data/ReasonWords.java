package studio.athanor.desktop.data;

import java.util.Set;
import studio.athanor.desktop.shell.Texts;

/** Words the reasons for which rows are rejected. A reason that is not known here is shown as it is. */
final class ReasonWords {

    private static final Set<String> KNOWN = Set.of(
            "schema",
            "regex",
            "length",
            "language",
            "parses",
            "numeric",
            "expression",
            "novelty",
            "quota",
            "truncated",
            "prompt-too-long",
            "template",
            "empty");

    private ReasonWords() {}

    static String of(Texts texts, String reason) {
        return KNOWN.contains(reason) ? texts.get("reason." + reason) : reason;
    }
}
