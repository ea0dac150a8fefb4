package studio.athanor.core.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.Usage;

/**
 * What made an answer, so that it can be made again.
 *
 * @param modelFile name of the model's file
 * @param modelSha256 of the file, in hexadecimal; absent while it is still being computed
 * @param engineId which engine
 * @param engineBuild version of its runtime
 * @param plan which device had which part
 * @param contextTokens context of the sequence
 * @param templateSha256 of the chat template, in hexadecimal; absent if the model has none
 * @param systemPrompt as it was sent
 * @param sampling as it was used; its seed is the one that was drawn
 * @param maxTokens limit of the answer
 * @param stopStrings that would have ended it
 * @param jsonSchema that it had to satisfy
 * @param usage tokens and times
 * @param stopReason why it ended; absent if it was cancelled
 * @param finishedAt when it ended
 */
public record Receipt(
        String modelFile,
        Optional<String> modelSha256,
        String engineId,
        String engineBuild,
        DevicePlan plan,
        int contextTokens,
        Optional<String> templateSha256,
        String systemPrompt,
        Sampling sampling,
        int maxTokens,
        List<String> stopStrings,
        Optional<String> jsonSchema,
        Usage usage,
        Optional<StopReason> stopReason,
        Instant finishedAt) {

    public Receipt {
        stopStrings = List.copyOf(stopStrings);
    }
}
