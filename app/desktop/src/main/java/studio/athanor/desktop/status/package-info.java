/** The bar at the bottom of the window: loaded models, speed, jobs, notices. */
@NullMarked
package studio.athanor.desktop.status;

import org.jspecify.annotations.NullMarked;
