package studio.athanor.desktop.chat;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;

/** What one sees before anything was said: what this is, three questions to try, and how to open a model. */
final class EmptyState extends ScrollPane {

    private static final Texts TEXTS = Texts.of(EmptyState.class);

    private final ChatModel model;
    private final PaneContext context;
    private final VBox content = new VBox();

    EmptyState(ChatModel model, PaneContext context) {
        this.model = model;
        this.context = context;
        setId("chat-empty");
        getStyleClass().addAll("chat-empty", "edge-to-edge");
        content.getStyleClass().add("empty-content");
        setContent(content);
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        model.state().subscribe(this::update);
        model.settings().subscribe(this::update);
        context.model().ref().subscribe(this::update);
        model.services().library().observe(models -> context.scheduler().execute(this::update));
    }

    private void update() {
        content.getChildren().clear();
        if (model.state().get() == ChatState.NO_MODEL) {
            showNoModel();
        } else if (model.state().get() == ChatState.EMPTY) {
            showExamples();
        }
    }

    private void showNoModel() {
        boolean gone = model.modelIsGone();
        Button choose = new Button(TEXTS.get("noModel.choose"));
        choose.setId("choose-model");
        choose.getStyleClass().add("accent");
        choose.setOnAction(event -> context.actions().showModelPicker(choose));
        content.getChildren()
                .addAll(
                        title(gone ? "noModel.gone" : "noModel.title"),
                        text(gone ? "noModel.goneText" : "noModel.text"),
                        choose);
    }

    private void showExamples() {
        boolean starter = model.model()
                .flatMap(ref -> model.services().library().find(ref))
                .filter(entry -> entry.origin() == ModelEntry.Origin.STARTER)
                .isPresent();
        content.getChildren().addAll(title("empty.title"), text(starter ? "empty.starter" : "empty.model"));
        if (!starter) {
            return;
        }
        VBox examples = new VBox();
        examples.getStyleClass().add("examples");
        for (String key : List.of("empty.example1", "empty.example2", "empty.example3")) {
            Button example = new Button(TEXTS.get(key));
            example.getStyleClass().addAll("example");
            example.setMaxWidth(Double.MAX_VALUE);
            example.setWrapText(true);
            example.setMinHeight(USE_PREF_SIZE);
            example.setOnAction(event -> model.send(TEXTS.get(key)));
            examples.getChildren().add(example);
        }
        Button open = new Button(TEXTS.get("empty.open"));
        open.setId("open-model");
        open.getStyleClass().add("quiet");
        open.setTooltip(new Tooltip(TEXTS.get("empty.openTip")));
        open.setOnAction(event -> context.actions().openModelFile());
        content.getChildren().addAll(examples, open);
    }

    private static Label title(String key) {
        Label title = new Label(TEXTS.get(key));
        title.getStyleClass().add("heading");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        return title;
    }

    private static Label text(String key) {
        Label text = new Label(TEXTS.get(key));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        return text;
    }
}
