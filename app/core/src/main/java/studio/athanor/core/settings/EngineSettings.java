package studio.athanor.core.settings;

import com.google.gson.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where engines find their runtimes.
 *
 * @param llamaFolder a folder with llama.cpp's libraries to use in place of those that came with the program; taken up
 *     at the next start
 */
public record EngineSettings(Optional<Path> llamaFolder) {

    /** Its section of the settings file. */
    public static final SettingsSection<EngineSettings> SECTION = new Section();

    private static final class Section implements SettingsSection<EngineSettings> {

        @Override
        public String name() {
            return "engines";
        }

        @Override
        public EngineSettings defaults() {
            return new EngineSettings(Optional.empty());
        }

        @Override
        public EngineSettings read(JsonFields fields) {
            return new EngineSettings(fields.optionalText("llamaFolder").flatMap(Section::path));
        }

        private static Optional<Path> path(String text) {
            try {
                return Optional.of(Path.of(text)).filter(path -> !text.isBlank());
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        @Override
        public JsonObject write(EngineSettings value) {
            JsonObject json = new JsonObject();
            value.llamaFolder().ifPresent(folder -> json.addProperty("llamaFolder", folder.toString()));
            return json;
        }
    }
}
