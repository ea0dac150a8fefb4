package studio.athanor.engines.llama;

import java.util.Arrays;

/**
 * How much of a prompt a sequence remembers already.
 *
 * @param remembered tokens of the sequence that can be kept
 * @param prompt the prompt's tokens: the kept ones, and then those to compute
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record PrefixMatch(int remembered, int[] prompt) {

    /**
     * Compares token by token and, where tokens differ, byte by byte: a model may have spelt its answer in other tokens than
     * the tokenizer does when the conversation comes back as text. What was computed for the same text is kept, and the
     * prompt takes over the sequence's tokens up to there. Control tokens are equal to themselves only.
     *
     * <p>At least one token of the prompt is left to compute, as its output is needed.
     *
     * @param mostTokens that the prompt may come to have: another spelling can be longer, and is not taken over then
     */
    static PrefixMatch of(IntSequence remembered, int evaluated, int[] prompt, Tokenizer tokenizer, int mostTokens) {
        int equal = remembered.commonPrefix(prompt, Math.min(evaluated, prompt.length - 1));
        int bestRemembered = equal;
        int bestPrompt = equal;
        int r = equal;
        int p = equal;
        byte[] rBytes = new byte[0];
        byte[] pBytes = rBytes;
        int rAt = 0;
        int pAt = 0;
        while (true) {
            if (rAt == rBytes.length && pAt == pBytes.length) {
                bestRemembered = r;
                bestPrompt = p;
            }
            boolean needsRemembered = rAt == rBytes.length;
            boolean needsPrompt = pAt == pBytes.length;
            if ((needsRemembered && r >= evaluated) || (needsPrompt && p >= prompt.length - 1)) {
                break;
            }
            if (needsRemembered && needsPrompt && remembered.get(r) == prompt[p]) {
                r++;
                p++;
                continue;
            }
            if (needsRemembered) {
                if (tokenizer.isControl(remembered.get(r))) {
                    break;
                }
                rBytes = tokenizer.bytes(remembered.get(r++));
                rAt = 0;
            }
            if (needsPrompt) {
                if (tokenizer.isControl(prompt[p])) {
                    break;
                }
                pBytes = tokenizer.bytes(prompt[p++]);
                pAt = 0;
            }
            int length = Math.min(rBytes.length - rAt, pBytes.length - pAt);
            if (length == 0) {
                break;
            }
            if (!Arrays.equals(rBytes, rAt, rAt + length, pBytes, pAt, pAt + length)) {
                break;
            }
            rAt += length;
            pAt += length;
        }
        if (bestRemembered + prompt.length - bestPrompt > mostTokens) {
            return new PrefixMatch(equal, prompt);
        }
        return new PrefixMatch(bestRemembered, respelt(remembered, bestRemembered, prompt, bestPrompt));
    }

    /** Compares token by token, and keeps whole blocks only. At least one token of the prompt is left to compute. */
    static PrefixMatch exact(IntSequence remembered, int evaluated, int[] prompt, int block) {
        int equal = remembered.commonPrefix(prompt, Math.min(evaluated, prompt.length - 1));
        return new PrefixMatch(equal - equal % block, prompt);
    }

    private static int[] respelt(IntSequence remembered, int kept, int[] prompt, int replaced) {
        if (kept == replaced && remembered.commonPrefix(prompt, kept) == kept) {
            return prompt;
        }
        int[] all = new int[kept + prompt.length - replaced];
        for (int i = 0; i < kept; i++) {
            all[i] = remembered.get(i);
        }
        System.arraycopy(prompt, replaced, all, kept, prompt.length - replaced);
        return all;
    }
}
