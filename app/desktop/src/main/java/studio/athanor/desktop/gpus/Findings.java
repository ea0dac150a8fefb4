package studio.athanor.desktop.gpus;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.gpumonitor.health.HealthFinding;
import studio.athanor.gpumonitor.health.Severity;

/** What is wrong, in quiet rows: a sentence, and what to do. FX thread only. */
final class Findings extends VBox {

    private final Texts texts = Texts.of(Findings.class);
    private List<HealthFinding> shown = List.of();

    Findings() {
        getStyleClass().add("findings");
        show(List.of());
    }

    void show(List<HealthFinding> findings) {
        setVisible(!findings.isEmpty());
        setManaged(!findings.isEmpty());
        if (!findings.equals(shown)) {
            shown = findings;
            getChildren().setAll(findings.stream().map(this::row).toList());
        }
    }

    private HBox row(HealthFinding finding) {
        FontIcon icon = new FontIcon(finding.severity() == Severity.NOTE ? Feather.INFO : Feather.ALERT_TRIANGLE);
        icon.getStyleClass()
                .add(
                        switch (finding.severity()) {
                            case NOTE -> "finding-note";
                            case WARNING -> "finding-warning";
                            case FAILURE -> "finding-failure";
                        });
        Label sentence = wrapped(texts.get("finding." + finding.severity(), finding.sentence()));
        Label remedy = wrapped(finding.remedy());
        remedy.getStyleClass().add("muted");
        remedy.setManaged(!finding.remedy().isEmpty());
        VBox words = new VBox(sentence, remedy);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(icon, words);
        row.getStyleClass().add("finding");
        return row;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add("small");
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
