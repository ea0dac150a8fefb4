package studio.athanor.engines.grammar.rules;

/** A grammar with more rules than {@link RuleSet#MAX_RULES}. */
public final class RuleLimitException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes the failure. */
    public RuleLimitException() {
        super("more than " + RuleSet.MAX_RULES + " rules");
    }
}
