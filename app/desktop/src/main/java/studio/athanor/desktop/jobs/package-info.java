/** Long work: how far it is, and the button that ends it. */
@NullMarked
package studio.athanor.desktop.jobs;

import org.jspecify.annotations.NullMarked;
