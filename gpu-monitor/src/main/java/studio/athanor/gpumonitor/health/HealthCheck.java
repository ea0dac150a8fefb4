package studio.athanor.gpumonitor.health;

import java.util.List;

/** One thing to look at. Reads nothing itself and keeps nothing. */
@FunctionalInterface
interface HealthCheck {

    /** Returns what is wrong with a card; nothing if all is well or if it cannot be told. */
    List<HealthFinding> examine(Examined card);
}
