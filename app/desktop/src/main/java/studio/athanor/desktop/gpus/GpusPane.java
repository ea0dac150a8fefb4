package studio.athanor.desktop.gpus;

import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.shell.Pane;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shortcuts.Command;
import studio.athanor.desktop.shortcuts.Shortcuts;

/** The pane of graphics cards, and of the models' layers on them. Cards are watched only while it is open. */
public final class GpusPane implements Pane {

    private final Texts texts = Texts.of(GpusPane.class);
    private final PaneContext context;
    private final BoardModel board;
    private final PlansModel plans;
    private @Nullable GpusView view;

    /**
     * Creates the pane; its view is built when it is first shown.
     *
     * @param board follows the cards
     * @param reload loads a model again with other settings, and says so if that fails
     */
    public GpusPane(PaneContext context, BoardModel board, BiConsumer<ModelRef, ModelLoadSettings> reload) {
        this.context = context;
        this.board = board;
        plans = new PlansModel(context.studio(), context.scheduler(), board, reload);
    }

    @Override
    public String id() {
        return "gpus";
    }

    @Override
    public String title() {
        return texts.get("title");
    }

    @Override
    public Ikon icon() {
        return Feather.CPU;
    }

    @Override
    public Node view() {
        if (view == null) {
            view = new GpusView(board, plans, context.notices());
        }
        return view;
    }

    @Override
    public List<Command> commands() {
        String group = texts.get("title");
        context.shortcuts().addHint(new Shortcuts.KeyHint(group, texts.get("keys.seam"), texts.get("keys.seam.title")));
        context.shortcuts().addHint(new Shortcuts.KeyHint(group, texts.get("keys.all"), texts.get("keys.all.title")));
        return List.of(Command.of("gpus.find", group, texts.get("find"), Feather.REFRESH_CW, () -> {
            context.actions().showPane(id());
            board.findAgain();
        }));
    }

    @Override
    public void onShown() {
        board.watch();
        plans.setOpen(true);
        if (view != null) {
            view.focusFirst();
        }
    }

    @Override
    public void onHidden() {
        board.rest();
        plans.setOpen(false);
    }

    @Override
    public void close() {
        plans.close();
        board.close();
    }

    /** Returns the plans, which tests move. */
    PlansModel plans() {
        return plans;
    }
}
