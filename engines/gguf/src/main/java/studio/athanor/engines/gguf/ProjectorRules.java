package studio.athanor.engines.gguf;

import java.util.List;
import java.util.OptionalLong;

/**
 * Limits of a multimodal projector (mmproj): its reader takes metadata without asking for its type, and computes buffer
 * sizes from these numbers in 32 bits.
 */
final class ProjectorRules {

    private static final int MAX_IMAGE = 8192;
    private static final int MAX_PIXELS = 1 << 26;
    private static final int MAX_FACTOR = 65_535;
    private static final int MAX_WINDOW = 4096;
    private static final int MAX_CHUNK = 8192;
    private static final int MAX_MEL_BINS = 4096;
    private static final int MAX_TILES = 1024;

    private static final List<String> PARTS = List.of("vision", "audio", "gen.audio");

    private final MetadataRules rules;

    ProjectorRules(MetadataRules rules) {
        this.rules = rules;
    }

    void check() throws GgufException {
        boolean any = false;
        for (String part : PARTS) {
            boolean present = rules.flag(flagKey(part)).orElse(false);
            any |= present;
            if (present) {
                checkEncoder("clip." + part + ".");
            }
        }
        if (!any) {
            throw rules.refusals()
                    .inconsistent(
                            Refusals.key("clip.has_vision_encoder"),
                            "neither this nor clip.has_audio_encoder is true, so the file projects nothing");
        }
        checkVision();
        checkAudio();
        var _ = rules.flag("clip.use_gelu");
        var _ = rules.flag("clip.use_silu");
        var _ = rules.text("clip.projector_type");
    }

    private static String flagKey(String part) {
        return switch (part) {
            case "vision" -> "clip.has_vision_encoder";
            case "audio" -> "clip.has_audio_encoder";
            default -> "clip.has_gen_audio_encoder";
        };
    }

    private void checkEncoder(String prefix) throws GgufException {
        long width = rules.requiredNumber(prefix + GgufKeys.EMBEDDING_LENGTH, 1, GgufLimits.MAX_WIDTH);
        long heads = rules.requiredNumber(prefix + GgufKeys.HEAD_COUNT, 1, GgufLimits.MAX_WIDTH);
        boolean ownHeadWidth = rules.number(prefix + "attention.head_dim", 1, GgufLimits.MAX_WIDTH)
                .isPresent();
        if (!ownHeadWidth && heads > width) {
            throw rules.wrong(prefix + GgufKeys.HEAD_COUNT, heads + ", more than the embedding length " + width);
        }
        var _ = rules.number(prefix + GgufKeys.HEAD_COUNT_KV, 1, heads);
        rules.requiredNumber(prefix + GgufKeys.FEED_FORWARD_LENGTH, 0, GgufLimits.MAX_WIDTH);
        rules.requiredNumber(prefix + "projection_dim", 0, GgufLimits.MAX_WIDTH);
        String layerKey = prefix + GgufKeys.BLOCK_COUNT;
        long layers = rules.requiredNumber(layerKey, 0, GgufLimits.MAX_LAYERS);
        String type = rules.text(prefix + "projector_type")
                .or(() -> rules.file().metadata().text("clip.projector_type"))
                .orElse("");
        boolean encoderFree = type.startsWith("gemma4u") || type.startsWith("pockettts");
        if (layers == 0 && !encoderFree) {
            throw rules.wrong(layerKey, "0, must be from 1 to " + GgufLimits.MAX_LAYERS);
        }
        double epsilon = rules.real(prefix + "attention.layer_norm_epsilon").orElse(0);
        if (epsilon < 0 || epsilon > 1) {
            throw rules.wrong(prefix + "attention.layer_norm_epsilon", epsilon + ", must be from 0 to 1");
        }
        GgufArray features = rules.array(prefix + "feature_layer", GgufValueType.INT32, GgufValueType.UINT32)
                .orElse(null);
        if (features != null) {
            for (long feature : features.wholes()) {
                if (feature < -1 || feature > layers) {
                    throw rules.wrong(prefix + "feature_layer", feature + ", must be at most " + layers);
                }
            }
        }
    }

    private void checkVision() throws GgufException {
        String prefix = "clip.vision.";
        OptionalLong image = rules.number(prefix + "image_size", 0, MAX_IMAGE);
        OptionalLong patch = rules.number(prefix + "patch_size", 1, MAX_FACTOR);
        if (rules.flag("clip.has_vision_encoder").orElse(false)) {
            if (image.isEmpty()) {
                throw rules.missing(prefix + "image_size");
            }
            if (patch.isEmpty()) {
                throw rules.missing(prefix + "patch_size");
            }
            if (image.getAsLong() > 0 && patch.getAsLong() > image.getAsLong()) {
                throw rules.wrong(
                        prefix + "patch_size", patch.getAsLong() + ", larger than images of " + image.getAsLong());
            }
        }
        OptionalLong fewest = rules.number(prefix + "image_min_pixels", 0, MAX_PIXELS);
        OptionalLong most = rules.number(prefix + "image_max_pixels", 0, MAX_PIXELS);
        if (fewest.isPresent() && most.isPresent() && most.getAsLong() < fewest.getAsLong()) {
            throw rules.wrong(
                    prefix + "image_max_pixels", most.getAsLong() + ", less than the minimum " + fewest.getAsLong());
        }
        for (String factor : List.of("projector.scale_factor", "spatial_merge_size")) {
            var _ = rules.number(prefix + factor, 1, MAX_FACTOR);
        }
        for (String tiles : List.of("preproc_min_tiles", "preproc_max_tiles")) {
            var _ = rules.number(prefix + tiles, 0, MAX_TILES);
        }
        var _ = rules.number(prefix + "preproc_image_size", 0, 2 * MAX_IMAGE);
        var _ = rules.number(prefix + "window_size", 0, MAX_WINDOW);
        var _ = rules.number("clip.minicpmv_query_num", 0, MAX_WINDOW);
        for (String colour : List.of("image_mean", "image_std")) {
            GgufArray values =
                    rules.array(prefix + colour, GgufValueType.FLOAT32).orElse(null);
            if (values != null && values.count() < 3) {
                throw rules.wrong(prefix + colour, values.count() + " elements, must be 3");
            }
        }
    }

    private void checkAudio() throws GgufException {
        String prefix = "clip.audio.";
        OptionalLong bins = rules.number(prefix + "num_mel_bins", 1, MAX_MEL_BINS);
        if (bins.isEmpty() && rules.flag("clip.has_audio_encoder").orElse(false)) {
            throw rules.missing(prefix + "num_mel_bins");
        }
        var _ = rules.number(prefix + "chunk_size", 1, MAX_CHUNK);
        var _ = rules.number(prefix + "conv_kernel_size", 1, MAX_CHUNK);
        var _ = rules.number(prefix + "max_pos_emb", 1, GgufLimits.MAX_WIDTH);
        for (String factor : List.of(
                "projector.stack_factor",
                "projector.window_size",
                "projector.downsample_rate",
                "projector.head_count",
                "subsampling_factor",
                "local_group_size")) {
            var _ = rules.number(prefix + factor, 1, MAX_FACTOR);
        }
        var _ = rules.number(prefix + "window_size", 0, MAX_WINDOW);
        var _ = rules.number(prefix + "local_block_count", 0, GgufLimits.MAX_LAYERS);
    }
}
