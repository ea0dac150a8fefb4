package studio.athanor.desktop.notice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.StyleSheets;

/** The notices as cards in the corner of the window, the latest at the bottom. FX thread only. */
public final class NoticeStack extends VBox {

    private static final int MOST_SHOWN = 4;
    private static final Duration INFO_STAYS = Duration.seconds(4);

    private final Notices notices;
    private final Motion motion;
    private final Consumer<String> copy;
    private final Map<Notice, NoticeCard> cards = new HashMap<>();

    /**
     * Creates the corner.
     *
     * @param notices to show
     * @param motion whether cards fade in
     * @param copy puts text on the clipboard
     */
    public NoticeStack(Notices notices, Motion motion, Consumer<String> copy) {
        this.notices = notices;
        this.motion = motion;
        this.copy = copy;
        setId("notices");
        getStyleClass().add("notices");
        getStylesheets().add(StyleSheets.of(NoticeStack.class, "notice.css"));
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setPickOnBounds(false);
        notices.open().subscribe(this::show);
        show();
    }

    /** Moves the focus to the latest notice. */
    public void focusLatest() {
        if (!getChildren().isEmpty() && getChildren().getLast() instanceof NoticeCard card) {
            card.focusFirstButton();
        }
    }

    private void show() {
        List<Notice> open = notices.open();
        cards.keySet().retainAll(open);
        List<Notice> shown = open.subList(Math.max(0, open.size() - MOST_SHOWN), open.size());
        getChildren().setAll(shown.stream().map(this::card).toList());
        setVisible(!shown.isEmpty());
    }

    private NoticeCard card(Notice notice) {
        NoticeCard known = cards.get(notice);
        if (known != null) {
            return known;
        }
        NoticeCard card = new NoticeCard(notice, () -> notices.dismiss(notice), copy);
        cards.put(notice, card);
        motion.appear(card);
        if (notice.level() == Notice.Level.INFO) {
            PauseTransition stay = new PauseTransition(INFO_STAYS);
            stay.setOnFinished(event -> notices.dismiss(notice));
            stay.play();
        }
        return card;
    }
}
