package studio.athanor.desktop.notice;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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

    /** What offers to take something back is read, thought over and reached. */
    private static final Duration OFFER_STAYS = Duration.seconds(30);

    private final Notices notices;
    private final Motion motion;
    private final Consumer<String> copy;
    private final IdentityHashMap<Notice, NoticeCard> cards = new IdentityHashMap<>();

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
        Set<Notice> there = Collections.newSetFromMap(new IdentityHashMap<>());
        there.addAll(open);
        cards.keySet().retainAll(there);
        List<NoticeCard> shown = open.subList(Math.max(0, open.size() - MOST_SHOWN), open.size()).stream()
                .map(this::card)
                .toList();
        // cards that stay are not taken out, so that the focus stays in them
        getChildren().retainAll(shown);
        for (int i = 0; i < shown.size(); i++) {
            if (!getChildren().contains(shown.get(i))) {
                getChildren().add(i, shown.get(i));
            }
        }
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
            leaveAfter(notice.remedy().isPresent() ? OFFER_STAYS : INFO_STAYS, notice, card);
        }
        return card;
    }

    private void leaveAfter(Duration time, Notice notice, NoticeCard card) {
        PauseTransition stay = new PauseTransition(time);
        stay.setOnFinished(event -> notices.dismiss(notice));
        Runnable watch = () -> {
            if (card.isHover() || card.isFocusWithin()) {
                stay.stop();
            } else {
                stay.playFromStart();
            }
        };
        card.hoverProperty().subscribe((before, now) -> watch.run());
        card.focusWithinProperty().subscribe((before, now) -> watch.run());
        watch.run();
    }
}
