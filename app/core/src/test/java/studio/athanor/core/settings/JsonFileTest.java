package studio.athanor.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.core.settings.AppearanceSettings.Theme;

class JsonFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("settings.json");
    }

    private void keep(Theme theme) {
        try (Settings settings = Settings.open(file)) {
            settings.update(AppearanceSettings.SECTION, now -> new AppearanceSettings(theme, now.textScalePercent()));
        }
    }

    private Theme read() {
        try (Settings settings = Settings.open(file)) {
            return settings.get(AppearanceSettings.SECTION).theme();
        }
    }

    @Test
    void keepsSettingsAndTheCopyBefore() throws Exception {
        assertThat(read()).isEqualTo(Theme.SYSTEM);
        keep(Theme.DARK);
        keep(Theme.LIGHT);
        assertThat(read()).isEqualTo(Theme.LIGHT);
        assertThat(Files.readString(folder.resolve("settings.json.bak"))).contains("dark");
        assertThat(folder.resolve("settings.json.new")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"appearance\": {\"theme\": \"li", "[]", "null", "\0\0\0\0", "{} {}", "{a: 1}"})
    void takesTheLastGoodCopyOfADamagedFileAndSaysSo(String damaged) throws Exception {
        keep(Theme.DARK);
        keep(Theme.LIGHT);
        Files.writeString(file, damaged);
        try (Settings settings = Settings.open(file)) {
            assertThat(settings.get(AppearanceSettings.SECTION).theme()).isEqualTo(Theme.DARK);
            assertThat(settings.notices()).singleElement().asString().contains("copy before it was taken");
        }
        assertThat(folder.resolve("settings.json.damaged")).hasContent(damaged);
    }

    @Test
    void beginsAnewIfBothAreDamaged() throws Exception {
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE});
        Files.writeString(folder.resolve("settings.json.bak"), "no");
        try (Settings settings = Settings.open(file)) {
            assertThat(settings.get(AppearanceSettings.SECTION)).isEqualTo(AppearanceSettings.SECTION.defaults());
            assertThat(settings.notices()).singleElement().asString().contains("begins anew");
        }
    }

    @Test
    void takesTheDefaultOfAWrongFieldAndNamesIt() throws Exception {
        Files.writeString(file, "{\"appearance\": {\"theme\": \"dark\", \"textScalePercent\": 9e99}}");
        try (Settings settings = Settings.open(file)) {
            assertThat(settings.get(AppearanceSettings.SECTION)).isEqualTo(new AppearanceSettings(Theme.DARK, 100));
            assertThat(settings.notices()).singleElement().asString().contains("appearance.textScalePercent");
        }
    }

    @Test
    void leavesSectionsItDoesNotKnowAsTheyAre() throws Exception {
        Files.writeString(file, "{\"future\": {\"x\": [1, 2]}}");
        keep(Theme.DARK);
        JsonObject kept = JsonFile.parse(Files.readString(file, StandardCharsets.UTF_8));
        assertThat(kept.get("future")).hasToString("{\"x\":[1,2]}");
    }

    @Test
    void worksWhileTheFileCannotBeWritten() throws Exception {
        Path blocked = Files.createDirectories(folder.resolve("settings.json.new"));
        Files.writeString(blocked.resolve("x"), "");
        try (Settings settings = Settings.open(file)) {
            settings.update(EngineSettings.SECTION, _ -> new EngineSettings(Optional.of(Path.of("/llama"))));
            assertThat(settings.get(EngineSettings.SECTION).llamaFolder()).contains(Path.of("/llama"));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void tellsObserversOfChangesOnly() {
        try (Settings settings = Settings.open(file)) {
            List<Theme> seen = new ArrayList<>();
            var subscription = settings.observe(AppearanceSettings.SECTION, value -> seen.add(value.theme()));
            settings.update(AppearanceSettings.SECTION, _ -> new AppearanceSettings(Theme.DARK, 100));
            settings.update(AppearanceSettings.SECTION, _ -> new AppearanceSettings(Theme.DARK, 100));
            subscription.close();
            settings.update(AppearanceSettings.SECTION, _ -> new AppearanceSettings(Theme.LIGHT, 100));
            assertThat(seen).containsExactly(Theme.SYSTEM, Theme.DARK);
        }
    }

    @Test
    void losesNoneOfManyQuickChanges() {
        try (Settings settings = Settings.open(file)) {
            for (int i = 80; i <= 200; i++) {
                int percent = i;
                settings.update(AppearanceSettings.SECTION, now -> new AppearanceSettings(now.theme(), percent));
            }
        }
        try (Settings settings = Settings.open(file)) {
            assertThat(settings.get(AppearanceSettings.SECTION).textScalePercent())
                    .isEqualTo(200);
        }
    }
}
