package studio.athanor.desktop.status;

import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.jobs.JobsModel;
import studio.athanor.desktop.jobs.JobsPanel;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.StatusFacts;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The bar at the bottom. Parts are connected when what they show has been opened. FX thread only. */
public final class StatusBar extends HBox {

    private final Texts texts = Texts.of(StatusBar.class);
    private final Overlays overlays;
    private final HBox models = new HBox();
    private final Label speed = new Label();
    private final Button jobs = new Button();
    private final Button noticeButton = new Button();

    /** Creates a bar that shows nothing but notices and speed. */
    public StatusBar(Overlays overlays, StatusFacts facts, Notices notices, Runnable showNotices) {
        this.overlays = overlays;
        setId("status-bar");
        getStyleClass().add("status-bar");
        getStylesheets().add(StyleSheets.of(StatusBar.class, "status.css"));
        setAccessibleRole(AccessibleRole.TOOL_BAR);
        setAccessibleText(texts.get("name"));
        models.getStyleClass().add("status-models");
        models.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);

        speed.setId("status-speed");
        speed.getStyleClass().addAll("number", "muted");
        speed.setMinWidth(Region.USE_PREF_SIZE);
        speed.setTooltip(new Tooltip(texts.get("speed.tip")));
        facts.lastAnswer().subscribe(this::showSpeed);

        jobs.setId("status-jobs");
        jobs.getStyleClass().add("status-button");
        jobs.setMinWidth(Region.USE_PREF_SIZE);
        hideJobs();

        noticeButton.setId("status-notices");
        noticeButton.getStyleClass().add("status-button");
        noticeButton.setMinWidth(Region.USE_PREF_SIZE);
        noticeButton.setGraphic(new FontIcon(Feather.BELL));
        noticeButton.setOnAction(event -> showNotices.run());
        notices.open().subscribe(() -> showNoticeCount(notices));
        showNoticeCount(notices);
        getChildren().addAll(models, gap, speed, jobs, noticeButton);
    }

    /** Adds the chips of the loaded models. */
    public void connectModels(HBox chips) {
        models.getChildren().setAll(chips);
    }

    /** Adds the small bars of the devices. */
    public void connectDevices(HBox bars) {
        getChildren().add(getChildren().indexOf(models) + 1, bars);
    }

    /** Follows the running jobs. */
    public void connectJobs(JobsModel model) {
        jobs.setOnAction(event -> {
            JobsPanel panel = new JobsPanel(model);
            overlays.showBeside(panel, jobs, panel::detach);
        });
        model.rows().addListener((ListChangeListener<JobsModel.JobRow>)
                change -> showJobCount(model.rows().size()));
        showJobCount(model.rows().size());
    }

    private void showSpeed(StatusFacts.@Nullable AnswerSpeed now) {
        speed.setVisible(now != null);
        if (now != null) {
            speed.setText(
                    String.format(Locale.ENGLISH, texts.get("speed"), now.tokensPerSecond(), now.firstTokenMillis()));
            speed.setAccessibleText(texts.get("speed.tip") + ": " + speed.getText());
        }
    }

    private void showJobCount(int count) {
        if (count == 0) {
            hideJobs();
            return;
        }
        String text = texts.get("jobs", count);
        jobs.setText(text);
        jobs.setAccessibleText(text);
        jobs.setGraphic(new FontIcon(Feather.ACTIVITY));
        jobs.setVisible(true);
        jobs.setManaged(true);
    }

    private void hideJobs() {
        jobs.setAccessibleText(texts.get("jobs", 0));
        jobs.setVisible(false);
        jobs.setManaged(false);
    }

    private void showNoticeCount(Notices notices) {
        long failures = notices.open().stream()
                .filter(notice -> notice.level() != Notice.Level.INFO)
                .count();
        noticeButton.setText(failures == 0 ? "" : Long.toString(failures));
        noticeButton.setAccessibleText(texts.get("notices", failures));
        noticeButton.setTooltip(new Tooltip(texts.get("notices", failures)));
    }
}
