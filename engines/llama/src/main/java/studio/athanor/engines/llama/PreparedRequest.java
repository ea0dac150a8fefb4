package studio.athanor.engines.llama;

import studio.athanor.engines.spi.text.TextRequest;

/**
 * A request, ready to be computed.
 *
 * @param request as it came
 * @param prompt its tokens, at least one
 * @param keptTokens how many of them at the start are never dropped when the context is shifted
 * @param chooser chooses the answer's tokens; owned by the generation
 * @param answer reads the answer's text
 * @param showControl whether control tokens are part of the answer's text, for the reader to interpret
 * @param seed of the random numbers
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record PreparedRequest(
        TextRequest request,
        int[] prompt,
        int keptTokens,
        TokenChooser chooser,
        AnswerText answer,
        boolean showControl,
        long seed) {}
