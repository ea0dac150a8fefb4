package studio.athanor.core.chat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import studio.athanor.core.models.ModelSession;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.Usage;

/** Writes receipts. */
final class Receipts {

    private final InstantSource clock;

    Receipts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Returns the receipt of an answer.
     *
     * @param seeded the sampling that was asked for, its seed drawn already
     */
    Receipt of(
            LoadedModel model,
            Optional<ModelSession.ChosenPlan> plan,
            Optional<String> modelSha256,
            ChatSettings settings,
            Sampling seeded,
            TextEvent.Terminal outcome) {
        Optional<StopReason> reason = Optional.empty();
        Usage usage = Usage.NONE;
        Sampling sampling = seeded;
        switch (outcome) {
            case TextEvent.Done(StopReason why, Usage used, long seed) -> {
                reason = Optional.of(why);
                usage = used;
                sampling = seeded.toBuilder().seed(seed).build();
            }
            case TextEvent.Cancelled(Usage used) -> usage = used;
            case TextEvent.Failed _ -> {}
        }
        return new Receipt(
                String.valueOf(Path.of(model.modelFile()).getFileName()),
                modelSha256,
                model.engineId(),
                model.engineBuild(),
                plan.map(ModelSession.ChosenPlan::plan).orElse(DevicePlan.CPU),
                model.contextTokens(),
                model.chatTemplate().map(Receipts::sha256),
                settings.systemPrompt(),
                sampling,
                settings.maxTokens(),
                settings.stopStrings(),
                settings.jsonSchema(),
                usage,
                reason,
                clock.instant());
    }

    static Receipt withModelSha256(Receipt receipt, String hash) {
        return new Receipt(
                receipt.modelFile(),
                Optional.of(hash),
                receipt.engineId(),
                receipt.engineBuild(),
                receipt.plan(),
                receipt.contextTokens(),
                receipt.templateSha256(),
                receipt.systemPrompt(),
                receipt.sampling(),
                receipt.maxTokens(),
                receipt.stopStrings(),
                receipt.jsonSchema(),
                receipt.usage(),
                receipt.stopReason(),
                receipt.finishedAt());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
