package studio.athanor.desktop;

import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import studio.athanor.core.StudioException;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.SystemDesktop;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.Theme;

/** The window that says why the studio cannot open at all. */
final class StartupFailure {

    private StartupFailure() {}

    static void show(Stage stage, Throwable failure) {
        Texts texts = Texts.of(StartupFailure.class);
        Notice notice = new Notices(Runnable::run).describe(failure);
        Label title = new Label(texts.get("startup.failed"));
        title.getStyleClass().add("heading");
        Label sentence = wrapped(notice.sentence());
        Label advice = wrapped(notice.advice());
        advice.getStyleClass().add("muted");
        Label code = new Label(notice.code().orElse(""));
        code.getStyleClass().addAll("muted", "small", "code");

        Button copy = new Button(texts.get("startup.copy"));
        copy.setOnAction(event -> SystemDesktop.copy(notice.sentence() + "\n" + notice.advice() + "\n"
                + notice.code().orElse("") + "\n" + notice.details().orElse("")));
        copy.setVisible(!(failure instanceof StudioException));
        copy.setManaged(copy.isVisible());
        Button quit = new Button(texts.get("startup.quit"));
        quit.getStyleClass().add("accent");
        quit.setDefaultButton(true);
        quit.setOnAction(event -> stage.close());

        VBox box = new VBox(12, title, sentence, advice, code, new HBox(8, copy, quit));
        box.setId("startup-failure");
        box.getStyleClass().add("startup-failure");
        Scene scene = new Scene(box, 560, Region.USE_COMPUTED_SIZE);
        new Theme().install(scene);
        stage.setTitle(texts.get("startup.title"));
        stage.setScene(scene);
        stage.sizeToScene();
        stage.show();
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
