package studio.athanor.desktop;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.StoreRecovery;
import studio.athanor.core.StudioException;
import studio.athanor.core.chat.Chats;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.palette.PaletteSource;
import studio.athanor.desktop.shell.Pane;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;

/**
 * The place of the chat in the window: it is there from the first frame, and holds the chat pane once the conversations
 * are open, or says why they cannot be. FX thread only.
 */
final class ChatPlace implements Pane {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(Locale.ENGLISH);

    private final Texts texts = Texts.of(ChatPlace.class);
    private final PaneContext context;
    private final Function<Chats, Pane> newPane;
    private final Runnable whenOpen;
    private final StackPane holder = new StackPane();
    private @Nullable Pane chat;
    private boolean shown;

    /**
     * Creates the place.
     *
     * @param context what the pane will be given
     * @param newPane makes the pane
     * @param whenOpen called once the pane is there
     */
    ChatPlace(PaneContext context, Function<Chats, Pane> newPane, Runnable whenOpen) {
        this.context = context;
        this.newPane = newPane;
        this.whenOpen = whenOpen;
        holder.getStyleClass().add("pane");
        holder.setId("chat-place");
    }

    /** Opens the conversations off the FX thread, then shows the pane. */
    void openChats() {
        Label opening = new Label(texts.get("chats.opening"));
        opening.getStyleClass().add("muted");
        holder.getChildren().setAll(opening);
        context.scheduler().background(() -> context.studio().openChats(), this::opened, this::failed);
    }

    private void opened(Chats chats) {
        Pane pane = newPane.apply(chats);
        chat = pane;
        pane.commands().forEach(context.shortcuts()::add);
        holder.getChildren().setAll(pane.view());
        whenOpen.run();
        if (shown) {
            pane.onShown();
        }
    }

    private void failed(Exception failure) {
        Notice notice = context.notices().describe(failure);
        Label sentence = wrapped(notice.sentence(), "subheading");
        Label advice = wrapped(notice.advice(), "muted");
        Button again = new Button(texts.get("chats.again"));
        again.setId("chats-again");
        again.getStyleClass().add("accent");
        again.setOnAction(event -> openChats());
        Label code = new Label(notice.code().orElse(""));
        code.getStyleClass().addAll("muted", "small", "code");
        HBox buttons = new HBox(8, again);
        notice.details().ifPresent(details -> {
            Button copy = new Button(texts.get("chats.details"));
            copy.setOnAction(event -> context.actions().copy(notice.sentence() + "\n" + details));
            buttons.getChildren().add(copy);
        });
        buttons.setAlignment(Pos.CENTER_LEFT);
        buttons.getChildren().add(code);
        if (failure instanceof StudioException.StoreDamaged) {
            offerRecovery(buttons);
        }
        VBox box = new VBox(12, sentence, advice, buttons);
        box.setId("chats-failed");
        box.setMaxSize(520, Region.USE_PREF_SIZE);
        holder.getChildren().setAll(box);
    }

    /** Puts the ways out of a damaged database before the others. The damaged file is kept in any case. */
    private void offerRecovery(HBox buttons) {
        StoreRecovery recovery = context.studio().recovery();
        Button fresh = new Button(texts.get("chats.fresh"));
        fresh.setId("chats-fresh");
        fresh.setOnAction(event -> recover(recovery::startFresh));
        buttons.getChildren().addFirst(fresh);
        context.scheduler()
                .background(
                        recovery::backups,
                        backups -> backups.stream().findFirst().ifPresent(latest -> {
                            Button restore = new Button(texts.get(
                                    "chats.restore", DAY.format(latest.madeAt().atZone(ZoneId.systemDefault()))));
                            restore.setId("chats-restore");
                            restore.getStyleClass().add("accent");
                            restore.setOnAction(event -> recover(() -> {
                                recovery.restore(latest);
                                return latest;
                            }));
                            buttons.getChildren().addFirst(restore);
                        }),
                        this::failed);
    }

    private void recover(Callable<?> step) {
        context.scheduler().background(step::call, done -> openChats(), this::failed);
    }

    private static Label wrapped(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }

    @Override
    public String id() {
        return "chat";
    }

    @Override
    public String title() {
        return texts.get("chat.title");
    }

    @Override
    public Ikon icon() {
        return Feather.MESSAGE_SQUARE;
    }

    @Override
    public Node view() {
        return holder;
    }

    @Override
    public Optional<Node> inspector() {
        return chat == null ? Optional.empty() : chat.inspector();
    }

    @Override
    public PaletteSource paletteSource() {
        return chat == null ? query -> List.of() : chat.paletteSource();
    }

    @Override
    public void onShown() {
        shown = true;
        if (chat != null) {
            chat.onShown();
        }
    }

    @Override
    public void onHidden() {
        shown = false;
        if (chat != null) {
            chat.onHidden();
        }
    }

    @Override
    public boolean onEscape() {
        return chat != null && chat.onEscape();
    }

    @Override
    public void close() {
        if (chat != null) {
            chat.close();
        }
    }
}
