package studio.athanor.gpumonitor.health;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import studio.athanor.gpumonitor.DeviceHistory;
import studio.athanor.gpumonitor.Metric;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThrottleReason;

/** Heat, power, and what cards do about them. */
final class HeatChecks {

    private static final double NEAR_CELSIUS = 5;
    private static final double NEAR_SHUTDOWN_CELSIUS = 2;
    private static final double HOT_CELSIUS = 87;
    private static final double FAN_NEEDED_CELSIUS = 70;
    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final Duration PERSISTENT = Duration.ofSeconds(10);
    private static final String COOLER =
            "Clean the fans and filters, give the card air, raise its fan curve or lower its power limit.";

    private HeatChecks() {}

    static List<HealthFinding> temperature(Examined card) {
        OptionalDouble now = card.reading().thermal().gpuCelsius();
        if (now.isEmpty()) {
            return List.of();
        }
        OptionalDouble slowdown = card.reading().thermal().limits().slowdownCelsius();
        OptionalDouble shutdown = card.reading().thermal().limits().shutdownCelsius();
        double celsius = now.getAsDouble();
        if (shutdown.isPresent() && celsius >= shutdown.getAsDouble() - NEAR_SHUTDOWN_CELSIUS) {
            return List.of(card.finding(
                    Severity.FAILURE,
                    "NEAR-SHUTDOWN",
                    "Stop what runs on it at once. " + COOLER,
                    "%s is at %.0f °C; at %.0f °C it switches itself off.",
                    card.name(),
                    celsius,
                    shutdown.getAsDouble()));
        }
        if (slowdown.isPresent() && celsius >= slowdown.getAsDouble() - NEAR_CELSIUS) {
            boolean over = celsius >= slowdown.getAsDouble();
            return List.of(card.finding(
                    over ? Severity.FAILURE : Severity.WARNING,
                    over ? "TOO-HOT" : "HOT",
                    COOLER,
                    "%s is at %.0f °C; at %.0f °C it slows itself down.",
                    card.name(),
                    celsius,
                    slowdown.getAsDouble()));
        }
        OptionalDouble least = card.history().least(Metric.GPU_CELSIUS, A_WHILE);
        return least.orElse(0) > HOT_CELSIUS
                ? List.of(card.finding(
                        Severity.WARNING,
                        "HOT",
                        COOLER,
                        "%s has been above %.0f °C for a minute, now %.0f °C.",
                        card.name(),
                        HOT_CELSIUS,
                        celsius))
                : List.of();
    }

    static List<HealthFinding> hotspot(Examined card) {
        ThermalReading thermal = card.reading().thermal();
        return spot(
                card,
                "HOTSPOT",
                "hottest spot",
                thermal.hotspotCelsius(),
                thermal.limits().hotspotCelsius());
    }

    static List<HealthFinding> memory(Examined card) {
        ThermalReading thermal = card.reading().thermal();
        return spot(
                card,
                "MEMORY",
                "memory",
                thermal.memoryCelsius(),
                thermal.limits().memoryCelsius());
    }

    private static List<HealthFinding> spot(
            Examined card, String code, String words, OptionalDouble now, OptionalDouble limit) {
        if (now.isEmpty() || limit.isEmpty() || now.getAsDouble() < limit.getAsDouble() - NEAR_CELSIUS) {
            return List.of();
        }
        boolean over = now.getAsDouble() >= limit.getAsDouble();
        return List.of(card.finding(
                over ? Severity.FAILURE : Severity.WARNING,
                code + (over ? "-TOO-HOT" : "-HOT"),
                COOLER,
                "The %s of %s is at %.0f °C; its limit is %.0f °C.",
                words,
                card.name(),
                now.getAsDouble(),
                limit.getAsDouble()));
    }

    static List<HealthFinding> throttling(Examined card) {
        DeviceHistory history = card.history();
        if (history.persists(ThrottleReason.POWER_BRAKE, PERSISTENT)) {
            return List.of(card.finding(
                    Severity.FAILURE,
                    "POWER-BRAKE",
                    "Check the power supply and the card's power cables.",
                    "The power supply makes %s brake.",
                    card.name()));
        }
        if (history.persists(ThrottleReason.HARDWARE_THERMAL, PERSISTENT)
                || history.persists(ThrottleReason.HARDWARE_SLOWDOWN, PERSISTENT)) {
            return List.of(card.finding(
                    Severity.FAILURE,
                    "SLOWDOWN",
                    COOLER + " If it is not hot, check its power cables.",
                    "The hardware of %s slows itself down.",
                    card.name()));
        }
        boolean heat = history.happened(ThrottleReason.SOFTWARE_THERMAL, A_WHILE)
                || history.happened(ThrottleReason.HARDWARE_THERMAL, A_WHILE)
                || history.happened(ThrottleReason.HARDWARE_SLOWDOWN, A_WHILE)
                || history.happened(ThrottleReason.POWER_BRAKE, A_WHILE);
        return heat
                ? List.of(card.finding(
                        Severity.WARNING,
                        "THROTTLED",
                        COOLER,
                        "%s was slowed down for heat or power within the last minute.",
                        card.name()))
                : List.of();
    }

    /** Fans that stand still below 60 °C or so are meant to. */
    static List<HealthFinding> fan(Examined card) {
        FanReading fan = card.reading().fan();
        boolean still = isZero(fan.percent()) || isZero(fan.rpm());
        double celsius = card.reading().thermal().gpuCelsius().orElse(0);
        return still && celsius > FAN_NEEDED_CELSIUS
                ? List.of(card.finding(
                        Severity.WARNING,
                        "FAN",
                        "Look whether the fan is blocked or unplugged.",
                        "The fan of %s stands still at %.0f °C.",
                        card.name(),
                        celsius))
                : List.of();
    }

    static List<HealthFinding> powerLimit(Examined card) {
        PowerReading power = card.reading().power();
        return power.limitWatts().isPresent()
                        && power.limitWatts().getAsDouble()
                                < power.defaultLimitWatts().orElse(0) - 0.5
                ? List.of(card.finding(
                        Severity.NOTE,
                        "POWER-LIMIT",
                        "If this was not wanted, set the limit back with the vendor's tool.",
                        "%s may draw %.0f W instead of its usual %.0f W.",
                        card.name(),
                        power.limitWatts().getAsDouble(),
                        power.defaultLimitWatts().orElse(0)))
                : List.of();
    }

    private static boolean isZero(OptionalInt value) {
        return value.isPresent() && value.getAsInt() == 0;
    }
}
