package studio.athanor.core.models;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SettingsSection;

/**
 * What the user opened from elsewhere.
 *
 * @param files single models
 * @param folders every model below them
 */
record AddedModels(List<Path> files, List<Path> folders) {

    static final SettingsSection<AddedModels> SECTION = new Section();

    AddedModels {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
    }

    AddedModels withFile(Path file) {
        return new AddedModels(with(files, file), folders);
    }

    AddedModels withFolder(Path folder) {
        return new AddedModels(files, with(folders, folder));
    }

    /** Forgets a file, or the folder that it lies in. */
    AddedModels without(Path file) {
        return new AddedModels(
                files.stream().filter(each -> !each.equals(file)).toList(),
                folders.stream().filter(each -> !file.startsWith(each)).toList());
    }

    private static List<Path> with(List<Path> list, Path added) {
        return Stream.concat(list.stream(), Stream.of(added)).distinct().toList();
    }

    private static final class Section implements SettingsSection<AddedModels> {

        @Override
        public String name() {
            return "models";
        }

        @Override
        public AddedModels defaults() {
            return new AddedModels(List.of(), List.of());
        }

        @Override
        public AddedModels read(JsonFields fields) {
            return new AddedModels(paths(fields.texts("files")), paths(fields.texts("folders")));
        }

        private static List<Path> paths(List<String> texts) {
            return texts.stream()
                    .map(Section::path)
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
        }

        private static Optional<Path> path(String text) {
            try {
                return Optional.of(Path.of(text)).filter(Path::isAbsolute);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        @Override
        public JsonObject write(AddedModels value) {
            JsonObject json = new JsonObject();
            json.add("files", texts(value.files()));
            json.add("folders", texts(value.folders()));
            return json;
        }

        private static JsonArray texts(List<Path> paths) {
            JsonArray array = new JsonArray();
            paths.forEach(path -> array.add(path.toString()));
            return array;
        }
    }
}
