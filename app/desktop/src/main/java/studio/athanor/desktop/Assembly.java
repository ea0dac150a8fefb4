package studio.athanor.desktop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.Studio;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.data.DataPane;
import studio.athanor.desktop.gpus.BoardModel;
import studio.athanor.desktop.gpus.DeviceBars;
import studio.athanor.desktop.gpus.GpusPane;
import studio.athanor.desktop.jobs.JobsModel;
import studio.athanor.desktop.models.CurrentModel;
import studio.athanor.desktop.models.LoadDialogs;
import studio.athanor.desktop.models.MetadataDialogs;
import studio.athanor.desktop.models.ModelChips;
import studio.athanor.desktop.models.ModelDesk;
import studio.athanor.desktop.models.ModelFiles;
import studio.athanor.desktop.models.ModelsPane;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.NoticeStack;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.palette.PaletteModel;
import studio.athanor.desktop.settings.AppearanceModel;
import studio.athanor.desktop.settings.SettingsPane;
import studio.athanor.desktop.shell.Navigator;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.Pane;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Shell;
import studio.athanor.desktop.shell.StatusFacts;
import studio.athanor.desktop.shell.SystemDesktop;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.shell.WindowMemory;
import studio.athanor.desktop.shell.WindowPlacement;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.status.StatusBar;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;
import studio.athanor.desktop.theme.TypeFaces;

/**
 * The composition root of the window: makes every part and gives each what it needs. FX thread only.
 *
 * <p>{@link #show} paints the frame; what takes longer is made after the first frame.
 */
final class Assembly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Stage stage;
    private final Studio studio;
    private final StartupTrace trace;
    private final Navigator navigator = new Navigator();
    private final Notices notices;
    private final WindowMemory memory;
    private final WindowPlacement placement;
    private final CurrentModel model;
    private final Overlays overlays;
    private final StatusBar statusBar;
    private final ModelDesk desk;
    private final LoadDialogs dialogs;
    private final BoardModel board;
    private final PaneContext context;
    private final Shell shell;
    private final ChatPlace chat;
    private final Scene scene;
    private final List<AutoCloseable> closing = new ArrayList<>();

    /**
     * Puts the window together.
     *
     * @param stage the window
     * @param studio what it is a window of
     * @param newChatPane makes the chat pane once the conversations are open
     * @param trace told of the first frame
     */
    Assembly(Stage stage, Studio studio, BiFunction<PaneContext, Chats, Pane> newChatPane, StartupTrace trace) {
        this.stage = stage;
        this.studio = studio;
        this.trace = trace;
        Theme theme = new Theme();
        Motion motion = new Motion();
        Shortcuts shortcuts = new Shortcuts();
        StatusFacts facts = new StatusFacts();
        notices = new Notices(new UiScheduler(failure -> {}));
        UiScheduler scheduler = new UiScheduler(notices::show);
        AppearanceModel appearance = new AppearanceModel(studio.settings(), theme, motion, scheduler);
        memory = new WindowMemory(studio.window(), scheduler);
        placement = new WindowPlacement(stage, memory);
        overlays = new Overlays(motion);
        NoticeStack noticeStack = new NoticeStack(notices, motion, SystemDesktop::copy);
        statusBar = new StatusBar(overlays, facts, notices, noticeStack::focusLatest);
        shell = new Shell(navigator, shortcuts, overlays, noticeStack, statusBar, memory);

        model = new CurrentModel(studio.sessions());
        desk = new ModelDesk(studio, scheduler, notices, model);
        board = new BoardModel(studio, scheduler);
        dialogs = new LoadDialogs(studio, desk, scheduler, overlays, board::devicesFound);
        ModelFiles files = new ModelFiles(desk, memory, () -> stage);
        WindowActions actions = new WindowActions(shell, overlays, notices, desk, dialogs, files);
        context = new PaneContext(studio, scheduler, notices, facts, shortcuts, motion, memory, model, actions);
        chat = new ChatPlace(context, chats -> newChatPane.apply(context, chats), this::chatOpened);
        shell.add(chat, false);
        DataPane data = new DataPane(context, overlays, () -> stage);
        shell.add(data, false);
        data.commands().forEach(shortcuts::add);
        GpusPane gpus = new GpusPane(context, board, desk::reload);
        shell.add(gpus, false);
        gpus.commands().forEach(shortcuts::add);
        shell.add(new ModelsPane(context, desk, dialogs, new MetadataDialogs(scheduler, overlays), files), false);
        shell.add(new SettingsPane(context, appearance), true);

        PaletteModel palette = new PaletteModel(
                scheduler,
                () -> shortcuts.commands().stream()
                        .filter(command -> !command.id().equals(WindowCommands.PALETTE))
                        .toList(),
                () -> navigator.panes().stream().map(Pane::paletteSource).toList());
        WindowCommands commands = new WindowCommands(shortcuts);
        commands.addView(shell, overlays, palette);
        commands.addModels(actions, dialogs);
        commands.addAppearance(appearance, theme);
        commands.addProgram(actions, stage);
        closing.addAll(List.of(desk, appearance, theme));

        scene = new Scene(shell);
        theme.install(scene);
        shell.install(scene);
    }

    /** Shows the window, and fills it after the first frame. */
    void show() {
        stage.setTitle(Texts.of(Assembly.class).get("window.title"));
        stage.setScene(scene);
        placement.restore();
        shell.openFirstPane();
        trace.afterFirstFrame(scene, this::fill);
        stage.show();
        placement.follow();
        trace.mark("window shown");
    }

    Notices notices() {
        return notices;
    }

    Scene scene() {
        return scene;
    }

    /** Opens a model file, as if it had been chosen. */
    void openModelFile(Path file) {
        context.actions().openModelFile(file);
    }

    Pane chat() {
        return chat;
    }

    Shortcuts shortcuts() {
        return context.shortcuts();
    }

    void closeOverlay() {
        overlays.close();
    }

    /** Runs a command by its id. */
    void run(String command) {
        context.shortcuts().command(command).orElseThrow().run();
    }

    private void fill() {
        chat.openChats();
        statusBar.connectModels(new ModelChips(desk, dialogs));
        statusBar.connectDevices(new DeviceBars(board, () -> navigator.show("gpus")));
        board.lookForCards();
        JobsModel jobs = new JobsModel(studio.jobs(), context.scheduler());
        closing.add(jobs);
        statusBar.connectJobs(jobs);
        studio.settings().notices().forEach(sentence -> notices.show(Notice.warning(sentence)));
        context.scheduler()
                .background(
                        () -> {
                            TypeFaces.loadRest();
                            return true;
                        },
                        done -> {});
    }

    private void chatOpened() {
        shell.refresh();
        trace.mark("conversations open");
        warmUpStarter();
    }

    /** The starter model is so small that it is loaded ahead; others wait until they are asked. */
    private void warmUpStarter() {
        ModelRef current = model.ref().get();
        if (current != null
                && studio.library()
                        .starter()
                        .map(ModelEntry::ref)
                        .filter(current::equals)
                        .isPresent()) {
            desk.choose(current);
        }
    }

    /** Stores what is open, and lets go of the studio, which the caller closes. */
    @Override
    public void close() {
        navigator.panes().forEach(pane -> close(pane::close));
        memory.saveNow();
        closing.forEach(Assembly::close);
    }

    /** What cannot be closed does not keep the others from being stored. */
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("closing failed", e);
        }
    }
}
