package studio.athanor.core.testkit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import studio.athanor.core.StudioException;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.Models;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.spi.job.Jobs;

/** The core on a real folder and a real database, with fake engines. */
public final class TestStudio implements AutoCloseable {

    private final StudioHome home;
    private final FakeOpener opener;
    private final Settings settings;
    private final Models models;
    private final Chats chats;

    public TestStudio(Path folder, FakeOpener opener, InstantSource clock) throws StudioException {
        this.opener = opener;
        home = StudioHome.open(folder);
        settings = Settings.open(home.settingsFile());
        models = Models.open(installation(), home, settings, new Jobs(), opener);
        chats = Chats.open(home, models, clock);
    }

    /** Opens with models that answer by hand. */
    public static TestStudio open(Path folder) throws StudioException {
        return new TestStudio(folder, FakeOpener.byHand(), InstantSource.system());
    }

    /** Returns the checkout, which holds the starter model. */
    public static Installation installation() {
        return Installation.at(Path.of(System.getProperty("athanor.project.root")));
    }

    public StudioHome home() {
        return home;
    }

    public FakeOpener opener() {
        return opener;
    }

    public Models models() {
        return models;
    }

    public Chats chats() {
        return chats;
    }

    /** Waits for a future with a generous limit and unwraps its failure. */
    public static <T> T await(CompletableFuture<T> future) throws StudioException {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StudioException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        chats.close();
        models.close();
        settings.close();
    }
}
