/**
 * Makes GGUF files that no one trained: random-weight models for benchmarks and system tests, and damaged copies of
 * real headers for robustness tests. Everything is seeded and gives the same bytes on every machine.
 */
@NullMarked
package studio.athanor.engines.gguf.synth;

import org.jspecify.annotations.NullMarked;
