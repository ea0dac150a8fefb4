package studio.athanor.engines.spi.text;

/**
 * A call the model made.
 *
 * @param id names the call within the conversation
 * @param name of the tool
 * @param arguments a JSON object, as text
 */
public record ToolCall(String id, String name, String arguments) {}
