package studio.athanor.engines.chattemplate;

/**
 * Texts of special tokens that templates write.
 *
 * @param bos begin of sequence; empty if the model has none
 * @param eos end of sequence; empty if the model has none
 */
public record SpecialTokens(String bos, String eos) {

    /** Returns a model's tokens that a template does without. */
    public static SpecialTokens none() {
        return new SpecialTokens("", "");
    }
}
