package studio.athanor.desktop.data;

import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** Asks which models a run goes on with, where those it had are not there. FX thread only. */
final class ResumeDialog extends VBox {

    ResumeDialog(DataModel data, RunModel run, SlotsModel slots, Runnable close) {
        Texts texts = Texts.of(ResumeDialog.class);
        setId("resume-dialog");
        getStyleClass().add("export-dialog");
        getStylesheets().add(StyleSheets.of(ResumeDialog.class, "data.css"));
        setAccessibleText(texts.get("resume.title"));
        Button resume = Buttons.of("resume-start", texts.get("run.resume"), Feather.PLAY, () -> {
            Map<String, ModelRef> models = slots.chosen();
            close.run();
            data.runs().resume(run.folder(), run.title(), models);
        });
        resume.getStyleClass().add("accent");
        resume.setDefaultButton(true);
        Runnable ready = () -> resume.setDisable(slots.missing().isPresent());
        slots.slots().forEach(slot -> slot.model().subscribe(now -> ready.run()));
        ready.run();
        Button cancel = new Button(texts.get("cancel"));
        cancel.setId("resume-cancel");
        cancel.setOnAction(event -> close.run());
        SlotsBar bar = new SlotsBar(slots);
        bar.hideRows();
        getChildren()
                .addAll(
                        Buttons.wrapped(texts.get("resume.title"), "heading"),
                        Buttons.wrapped(texts.get("resume.text"), "muted"),
                        bar,
                        new HBox(8, Buttons.gap(), cancel, resume));
    }
}
