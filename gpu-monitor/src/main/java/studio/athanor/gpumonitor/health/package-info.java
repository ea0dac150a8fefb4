/**
 * Says what is wrong with the cards and what to do. {@link studio.athanor.gpumonitor.health.HealthExamination} runs all
 * checks over a reading, its histories and the studio's own books; every finding is a sentence and a remedy.
 *
 * <p>Thresholds are those of NVIDIA's data-centre tools (DCGM 4.6) where a check says so; the others are this project's own
 * choice.
 */
@NullMarked
package studio.athanor.gpumonitor.health;

import org.jspecify.annotations.NullMarked;
