/**
 * What a run's rows are like: how much of the plan they cover, how long, how different and how good they are, and what they cost. Start
 * at {@link studio.athanor.data.report.Report}; each record says how its figures are defined and where they come from.
 */
@NullMarked
package studio.athanor.data.report;

import org.jspecify.annotations.NullMarked;
