/** Fakes and fixtures for tests of the core. */
@NullMarked
package studio.athanor.core.testkit;

import org.jspecify.annotations.NullMarked;
