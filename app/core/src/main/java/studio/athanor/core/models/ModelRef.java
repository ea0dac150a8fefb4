package studio.athanor.core.models;

/**
 * Names a model file in a way that survives moving the program and the studio's folder.
 *
 * @param value {@code starter:PATH} below the program's models, {@code home:PATH} below the studio's models, or {@code
 *     file:PATH} anywhere else
 */
public record ModelRef(String value) {
    @Override
    public String toString() {
        return value;
    }
}
