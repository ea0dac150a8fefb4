package studio.athanor.desktop.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.engines.spi.job.Job;

/** Asks how the rows are to be written, and writes them as a job. FX thread only. */
final class ExportDialog extends VBox {

    private final Texts texts = Texts.of(ExportDialog.class);
    private final DataModel data;
    private final RunModel run;
    private final DataFiles files;
    private final Runnable close;
    private final ComboBox<ExportWish.Format> format = new ComboBox<>();
    private final ComboBox<OutputShape.Kind> shape = new ComboBox<>();
    private final TextArea fields = new TextArea();
    private final TextField splits = new TextField();
    private final TextField folder = new TextField();
    private final CheckBox provenance = new CheckBox();
    private final CheckBox replace = new CheckBox();
    private final Label problem = Buttons.wrapped("", "problem");
    private final Button export;
    private final GridPane form = new GridPane();
    private final Label fieldsName = new Label();
    private int rows;

    ExportDialog(DataModel data, RunModel run, DataFiles files, Runnable close) {
        this.data = data;
        this.run = run;
        this.files = files;
        this.close = close;
        setId("export-dialog");
        getStyleClass().add("export-dialog");
        getStylesheets().add(StyleSheets.of(ExportDialog.class, "data.css"));
        setAccessibleText(texts.get("export.title", run.title()));
        Label title = Buttons.wrapped(texts.get("export.title", run.title()), "heading");
        form.getStyleClass().add("form");
        export = Buttons.of("export-start", texts.get("export.start"), Feather.DOWNLOAD, this::start);
        export.getStyleClass().add("accent");
        export.setDefaultButton(true);
        build();
        Button cancel = new Button(texts.get("cancel"));
        cancel.setId("export-cancel");
        cancel.setOnAction(event -> close.run());
        HBox buttons = new HBox(8, Buttons.gap(), cancel, export);
        getChildren().addAll(title, form, problem, buttons);
        shape.valueProperty().subscribe(this::showFields);
        splits.textProperty().subscribe(this::showProblem);
        folder.textProperty().subscribe(this::showProblem);
        showProblem();
    }

    private void build() {
        format.setId("export-format");
        format.getItems().setAll(ExportWish.Format.values());
        format.setConverter(new Words<>(each -> texts.get("format." + each.name())));
        format.setValue(ExportWish.Format.JSONL);
        row(texts.get("export.format"), format);
        OutputShape output = run.store().recipe().output();
        shape.setId("export-shape");
        shape.getItems().setAll(OutputShape.Kind.values());
        shape.setConverter(new Words<>(each -> texts.get("shape." + each.name())));
        shape.setValue(output.kind());
        fields.setId("export-fields");
        fields.setPrefRowCount(4);
        fields.setPrefColumnCount(24);
        fields.setMinHeight(Region.USE_PREF_SIZE);
        fields.getStyleClass().add("code");
        fields.setText(output.columns().entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("\n")));
        fields.setAccessibleHelp(texts.get("export.fields.help"));
        fieldsName.setText(texts.get("export.fields"));
        fieldsName.setLabelFor(fields);
        fields.setAccessibleText(fieldsName.getText());
        row(texts.get("export.shape"), shape, fieldsName, fields);
        splits.setId("export-splits");
        splits.setText("train");
        splits.setPromptText("train 0.9, test 0.1");
        splits.setAccessibleHelp(texts.get("export.splits.help"));
        row(texts.get("export.splits"), splits);
        folder.setId("export-folder");
        folder.setText(files.lastExportFolder()
                .map(last -> last.resolve(run.store().recipe().name()).toString())
                .orElse(run.folder().resolve("export").toString()));
        folder.setAccessibleText(texts.get("export.folder"));
        HBox.setHgrow(folder, Priority.ALWAYS);
        Button choose = Buttons.icon(
                "export-choose",
                texts.get("chooser.export"),
                Feather.FOLDER,
                () -> files.chooseExportFolder().ifPresent(chosen -> folder.setText(chosen.toString())));
        Label name = new Label(texts.get("export.folder"));
        name.setLabelFor(folder);
        HBox place = new HBox(4, folder, choose);
        place.setAlignment(Pos.CENTER_LEFT);
        form.addRow(rows++, name, place);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(folder.textProperty());
        folder.setTooltip(whole);
        provenance.setId("export-provenance");
        provenance.setText(texts.get("export.provenance"));
        form.add(provenance, 1, rows++);
        replace.setId("export-replace");
        replace.setText(texts.get("export.replace"));
        form.add(replace, 1, rows++);
    }

    private void row(String words, Control control, Node... below) {
        Label label = new Label(words);
        label.setLabelFor(control);
        label.minHeightProperty().bind(control.heightProperty());
        GridPane.setValignment(label, VPos.TOP);
        control.setAccessibleText(words);
        control.setMaxWidth(Double.MAX_VALUE);
        VBox box = new VBox(8, control);
        box.getChildren().addAll(below);
        GridPane.setHgrow(box, Priority.ALWAYS);
        form.addRow(rows++, label, box);
    }

    private void showFields(OutputShape.Kind kind) {
        boolean raw = kind == OutputShape.Kind.RAW;
        fields.setVisible(!raw);
        fields.setManaged(!raw);
        fieldsName.setVisible(!raw);
        fieldsName.setManaged(!raw);
        if (!raw) {
            fields.setPromptText(texts.get("export.fields." + kind.name()));
        }
    }

    private void showProblem() {
        Optional<String> why = obstacle();
        problem.setText(why.orElse(""));
        problem.setVisible(why.isPresent());
        problem.setManaged(why.isPresent());
        export.setDisable(why.isPresent());
    }

    private Optional<String> obstacle() {
        if (splits().isEmpty()) {
            return Optional.of(texts.get("export.splits.wrong"));
        }
        return path().isEmpty() ? Optional.of(texts.get("export.folder.wrong")) : Optional.empty();
    }

    private Optional<Path> path() {
        try {
            Path path = Path.of(folder.getText().strip());
            return path.isAbsolute() ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Reads {@code train 0.9, test 0.1}, or one name for all rows. */
    private Optional<SequencedMap<String, Double>> splits() {
        SequencedMap<String, Double> read = new LinkedHashMap<>();
        List<String> parts = Arrays.stream(splits.getText().split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        for (String part : parts) {
            String[] words = part.split("[\\s:=]+");
            boolean alone = words.length == 1 && parts.size() == 1;
            if (!words[0].matches("[A-Za-z0-9_-]+")
                    || !(alone || (words.length == 2 && words[1].matches("0?\\.[0-9]+|1|1\\.0")))) {
                return Optional.empty();
            }
            read.put(words[0], alone ? 1 : Double.parseDouble(words[1]));
        }
        double sum = read.values().stream().mapToDouble(Double::doubleValue).sum();
        return read.size() == parts.size() && Math.abs(sum - 1) < 1e-6 ? Optional.of(read) : Optional.empty();
    }

    private SequencedMap<String, String> shapeColumns() {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        for (String line : fields.getText().lines().toList()) {
            int end = line.indexOf(':');
            if (end > 0) {
                columns.put(
                        line.substring(0, end).strip(), line.substring(end + 1).strip());
            }
        }
        return columns;
    }

    private void start() {
        Optional<SequencedMap<String, Double>> shares = splits();
        Optional<Path> to = path();
        if (shares.isEmpty() || to.isEmpty()) {
            return;
        }
        OutputShape.Kind kind = shape.getValue();
        ExportWish wish = new ExportWish(
                format.getValue(),
                kind == OutputShape.Kind.RAW ? OutputShape.RAW : new OutputShape(kind, shapeColumns()),
                shares.get(),
                to.get(),
                provenance.isSelected(),
                replace.isSelected());
        Optional.ofNullable(to.get().getParent()).ifPresent(files::keepExportFolder);
        DataServices services = data.services();
        Path source = run.folder();
        // a store of its own, so that the run can be closed while its rows are written
        Job<List<Path>> job = services.jobs().start(texts.get("export.job", run.title()), context -> {
            try (var store = services.rooms().open(source)) {
                return services.rooms().export(store, wish, context);
            }
        });
        var _ = job.result()
                .whenComplete((written, failure) -> services.scheduler().execute(() -> {
                    if (failure == null) {
                        services.notices()
                                .show(Notice.info(texts.get("export.done", written.size(), wish.folder()))
                                        .withRemedy(
                                                texts.get("reveal"),
                                                () -> services.actions().reveal(wish.folder())));
                    } else {
                        services.wording().show(failure);
                    }
                }));
        close.run();
    }
}
