package studio.athanor.engines.spi.text;

/**
 * A function the model may call.
 *
 * @param name its name
 * @param description what it does
 * @param parametersSchema JSON Schema of its arguments, as JSON text
 */
public record Tool(String name, String description, String parametersSchema) {}
