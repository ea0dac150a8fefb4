package studio.athanor.desktop.screenshots;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.Studio;
import studio.athanor.core.chat.ActiveAnswer;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.home.Installation;
import studio.athanor.desktop.PhotographedWindow;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.palette.PaletteItem;
import studio.athanor.desktop.settings.Appearance;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;
import studio.athanor.engines.spi.text.Sampling;

/** One run of the real window on a home of its own, from the empty first launch to conversations that are answered. */
final class PhotoSession implements AutoCloseable {

    private static final List<Size> SIZES = List.of(new Size(1280, 800), new Size(1920, 1080));
    private static final List<Theme.Choice> THEMES = List.of(Theme.Choice.LIGHT, Theme.Choice.DARK);
    private static final long ANSWER_SECONDS = 60;
    private static final long DEVICES_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(PhotoSession.class);

    private final Texts texts = Texts.of(PhotoSession.class);
    private final Path home;
    private final Studio studio;
    private final PhotographedWindow window;
    private final Camera camera;
    private final DataPhotos data;

    private PhotoSession(Path home, Studio studio, PhotographedWindow window, Path folder) {
        this.home = home;
        this.studio = studio;
        this.window = window;
        camera = new Camera(window.scene(), folder);
        data = new DataPhotos(window, camera);
    }

    static PhotoSession open(Installation installation, Path folder) throws Exception {
        Path home = Files.createTempDirectory("athanor-screenshots");
        Studio studio = Studio.open(installation, home, Instant::now);
        studio.settings()
                .update(
                        Appearance.SECTION,
                        appearance ->
                                appearance.withMotion(Motion.Choice.REDUCED).withTheme(THEMES.getFirst()));
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
        PhotographedWindow window = Camera.onFxThread(() -> PhotographedWindow.open(studio));
        return new PhotoSession(home, studio, window, folder);
    }

    /** Photographs all panes. */
    int takeAll() throws Exception {
        Chats chats = openChats();
        forEachLook(look -> {
            take("chat-empty", look, "go.chat");
            data.takeEmpty(look);
        });

        answer(chats, texts.get("question"));
        importSample(chats);
        awaitDevices();
        forEachLook(look -> {
            open(conversation("Java"));
            take("chat-conversation", look, "go.chat");
            open(conversation("France"));
            take("chat-answer", look, "go.chat");
            photographStreaming(chats, look);
            open(conversation("France"));
            take("model-picker", look, "picker");
            take("load-dialog", look, "options");
            take("palette", look, "palette");
            take("shortcuts", look, "shortcuts");
            data.takeAll(look);
            take("gpus", look, "go.gpus");
            take("models", look, "go.models");
            take("settings", look, "go.settings");
            photographError(look);
        });
        return camera.pictures();
    }

    /** Photographs the pane of datasets alone. */
    int takeData() throws Exception {
        var _ = openChats();
        forEachLook(data::takeEmpty);
        forEachLook(data::takeAll);
        return camera.pictures();
    }

    private Chats openChats() throws Exception {
        Camera.waitUntil(() -> studio.chats().isPresent());
        return studio.openChats();
    }

    /** The pane of cards is photographed when all have been found, or when it is known why none can be. */
    private void awaitDevices() throws InterruptedException {
        try {
            var _ = studio.findDevices().result().get(DEVICES_SECONDS, TimeUnit.SECONDS);
            var _ = studio.devices().lookOnce(Duration.ofSeconds(5));
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("The devices are not known, and the pane says so", e);
        }
    }

    private void take(String name, String look, String command) throws IOException, InterruptedException {
        Camera.onFxThread(() -> {
            window.run(command);
            return true;
        });
        camera.photograph(name + "-" + look);
        Camera.onFxThread(() -> {
            window.closeOverlay();
            return true;
        });
    }

    private void photographError(String look) throws IOException, InterruptedException {
        Notice error = Notice.error(
                        "E-MODEL_REJECTED",
                        texts.get("error.sentence"),
                        texts.get("error.advice"),
                        Optional.of(texts.get("error.details")))
                .withRemedy(texts.get("error.remedy"), () -> {});
        window.notices().show(error);
        take("error", look, "go.models");
        Camera.onFxThread(() -> {
            window.notices().dismiss(error);
            return true;
        });
    }

    /** Asks by the keyboard, so that the pane follows the answer from its start, and holds it back in the middle. */
    private void photographStreaming(Chats chats, String look) throws Exception {
        HeldAnswer held = new HeldAnswer();
        Camera.onFxThread(() -> {
            window.run("chat.new");
            return true;
        });
        Camera.onFxThread(() -> {
            window.ask(texts.get("story"));
            return true;
        });
        Camera.waitUntil(() -> !chats.service().active().isEmpty());
        Optional<ActiveAnswer> active = chats.service().active().stream().findFirst();
        active.ifPresent(answer -> answer.subscribe(held));
        if (active.isPresent()) {
            held.awaitMiddle();
        }
        camera.photograph("chat-streaming-" + look);
        held.release();
        if (active.isPresent()) {
            finish(active.get());
            chats.store().trash(active.get().conversation()).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void answer(Chats chats, String question) throws Exception {
        finish(chats.service().start(question, List.of(), settings()));
    }

    private static ChatSettings settings() {
        return ChatSettings.defaults()
                .withSampling(Sampling.builder().temperature(0).build());
    }

    private static void finish(ActiveAnswer answer) throws InterruptedException, ExecutionException {
        try {
            var _ = answer.finished().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel();
        }
    }

    private void importSample(Chats chats) throws Exception {
        Path file = home.resolve("conversation.json");
        try (InputStream sample = PhotoSession.class.getResourceAsStream("conversation.json")) {
            if (sample == null) {
                throw new IllegalStateException("conversation.json is missing");
            }
            Files.copy(sample, file);
        }
        chats.files().importJson(file);
    }

    private Optional<PaletteItem> conversation(String words) throws Exception {
        return window.chat().paletteSource().find(words).stream().findFirst();
    }

    private static void open(Optional<PaletteItem> found) throws InterruptedException {
        if (found.isPresent()) {
            Camera.onFxThread(() -> {
                found.get().action().run();
                return true;
            });
        }
    }

    private void forEachLook(Shots shots) throws Exception {
        for (Size size : SIZES) {
            for (Theme.Choice theme : THEMES) {
                studio.settings().update(Appearance.SECTION, appearance -> appearance.withTheme(theme));
                Camera.onFxThread(() -> {
                    window.resize(size.width(), size.height());
                    return true;
                });
                shots.take(theme.name().toLowerCase(Locale.ROOT) + "-" + size.width() + "x" + size.height());
            }
        }
    }

    @Override
    public void close() {
        CompletableFuture.runAsync(window::close, Platform::runLater).join();
        Platform.exit();
        studio.close();
        delete(home);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Size(int width, int height) {}

    @FunctionalInterface
    private interface Shots {
        void take(String look) throws Exception;
    }
}
