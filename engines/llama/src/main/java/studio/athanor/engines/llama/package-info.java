/**
 * The llama.cpp engine. {@link studio.athanor.engines.llama.LlamaProvider} is the way in.
 *
 * <p>From a request to a token: {@code LlamaEngine} prepares it ({@code PromptReader}: template and tokens; {@code
 * TokenChooser}: samplers), the {@code Scheduler} gives it a sequence ({@code SequencePool}: what is in memory already is not
 * computed again), puts its tokens into a batch with those of the other requests, has the library compute it, and tells the
 * {@code Generation} which token was chosen. {@code ModelLoader} is the way from a file to a model; {@code libllama} below
 * holds the bindings.
 */
@NullMarked
package studio.athanor.engines.llama;

import org.jspecify.annotations.NullMarked;
