/**
 * Chat templates: from a conversation to the text that a model reads. Start at {@link
 * studio.athanor.engines.chattemplate.ChatTemplate}; {@link studio.athanor.engines.chattemplate.RenderJson} renders
 * from plain JSON. The interpreter below is {@code jinja}; what the model answers is read by {@code answer}.
 */
@NullMarked
package studio.athanor.engines.chattemplate;

import org.jspecify.annotations.NullMarked;
