package studio.athanor.gpumonitor.health;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import studio.athanor.gpumonitor.Metric;
import studio.athanor.gpumonitor.reading.PcieReading;

/** The links between card and board and from card to card. */
final class LinkChecks {

    /** Replays per minute and lane that DCGM allows, for generations 1 to 6. */
    private static final double[] REPLAYS_PER_LANE = {0.15, 0.3, 0.48, 0.96, 1.92, 3.84};

    private static final double LOAD_PERCENT = 50;
    private static final Duration LOADED = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Wrong checksums matter from so many a second on (DCGM); they are counted over this span. */
    private static final double MOST_CHECKSUMS_PER_SECOND = 100;

    private static final Duration BURST = Duration.ofSeconds(10);
    private static final Duration RECENTLY = Duration.ofMinutes(5);

    private LinkChecks() {}

    /** Idle cards lower their link, so only a loaded one tells. */
    static List<HealthFinding> slowLink(Examined card) {
        PcieReading pcie = card.reading().pcie();
        boolean loaded = card.history().least(Metric.GPU_PERCENT, LOADED).orElse(0) > LOAD_PERCENT;
        boolean slow = isLess(pcie.link().generation(), pcie.maxLink().generation())
                || isLess(pcie.link().width(), pcie.maxLink().width());
        return loaded && slow
                ? List.of(card.finding(
                        Severity.WARNING,
                        "SLOW-LINK",
                        "Check that the card sits firmly in a slot that has all its lanes; risers and shared slots lower it.",
                        "%s is linked at PCIe %s although it could do %s: loading models takes longer.",
                        card.name(),
                        words(pcie.link()),
                        words(pcie.maxLink())))
                : List.of();
    }

    static List<HealthFinding> replays(Examined card) {
        PcieReading.Link link = card.reading().pcie().link();
        OptionalDouble rise = card.history().rise(Metric.PCIE_REPLAYS, MINUTE);
        if (rise.isEmpty() || link.generation().isEmpty() || link.width().isEmpty()) {
            return List.of();
        }
        int generation = Math.clamp(link.generation().getAsInt(), 1, REPLAYS_PER_LANE.length);
        double allowed = Math.ceil(link.width().getAsInt() * REPLAYS_PER_LANE[generation - 1]);
        return rise.getAsDouble() > allowed
                ? List.of(card.finding(
                        Severity.WARNING,
                        "REPLAYS",
                        "Check the card's seat, its riser cable and dust in the slot.",
                        "The link of %s sent %.0f packets again within a minute; %.0f are normal.",
                        card.name(),
                        rise.getAsDouble(),
                        allowed))
                : List.of();
    }

    static List<HealthFinding> nvlink(Examined card) {
        double checksums = card.history().rise(Metric.NVLINK_CHECKSUMS, BURST).orElse(0) / BURST.toSeconds();
        if (checksums >= MOST_CHECKSUMS_PER_SECOND) {
            return List.of(card.finding(
                    Severity.FAILURE,
                    "NVLINK-CHECKSUMS",
                    "Check the bridge between the cards and their seats; until then keep each model on one card.",
                    "The links of %s to other cards garble %.0f packets a second.",
                    card.name(),
                    checksums));
        }
        double errors = card.history().rise(Metric.NVLINK_ERRORS, RECENTLY).orElse(0);
        return errors >= 1
                ? List.of(card.finding(
                        Severity.WARNING,
                        "NVLINK",
                        "Nothing was lost, but what crosses is sent again. If it goes on, check the bridge between the"
                                + " cards and their seats.",
                        "The links of %s to other cards had %.0f errors in the last minutes.",
                        card.name(),
                        errors))
                : List.of();
    }

    private static boolean isLess(OptionalInt now, OptionalInt most) {
        return now.isPresent() && most.isPresent() && now.getAsInt() < most.getAsInt();
    }

    private static String words(PcieReading.Link link) {
        return link.generation().orElse(0) + ".0 ×" + link.width().orElse(0);
    }
}
