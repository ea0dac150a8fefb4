package studio.athanor.gpumonitor.health;

import java.util.Optional;

/**
 * Something a user should know.
 *
 * @param severity how bad it is
 * @param code short and stable, for example {@code XID-79}
 * @param deviceKey the card, absent if it is no single card's
 * @param sentence what is wrong, with numbers
 * @param remedy what the user can do
 */
public record HealthFinding(
        Severity severity, String code, Optional<String> deviceKey, String sentence, String remedy) {}
