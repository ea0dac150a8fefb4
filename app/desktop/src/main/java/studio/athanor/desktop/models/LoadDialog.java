package studio.athanor.desktop.models;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.gpus.PlanSummary;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;
import studio.athanor.gpumonitor.placement.Objective;

/** Asks how to load a model: devices, context, cache, batch, parallel answers, threads, attention; shows the plan of it. */
final class LoadDialog extends VBox {

    private static final int MOST_PARALLEL = 64;
    private static final int MOST_THREADS = 256;
    private static final int MOST_BATCH = 32_768;
    private static final int UNKNOWN_CONTEXT = 1 << 20;

    private final Texts texts = Texts.of(LoadDialog.class);
    private final ModelLoadSettings before;
    private final NumberField context;
    private final NumberField parallel;
    private final NumberField threads;
    private final NumberField batch;
    private final ComboBox<Objective> objective = new ComboBox<>();
    private final ComboBox<CacheType> keyType = new ComboBox<>();
    private final ComboBox<CacheType> valueType = new ComboBox<>();
    private final ComboBox<FlashAttention> flash = new ComboBox<>();
    private final ComboBox<DeviceOption> device = new ComboBox<>();
    private final CheckBox experts = new CheckBox();
    private final CheckBox remember = new CheckBox();
    private final Label problem = new Label();
    private final Button load = new Button();
    private final GridPane grid = new GridPane();
    private final PlanSummary plan = new PlanSummary();
    private final Consumer<ModelLoadSettings> changed;
    private int fields;

    LoadDialog(
            ModelRow row,
            ModelLoadSettings settings,
            OptionalLong freeBytes,
            Consumer<ModelLoadSettings> changed,
            Runnable cancel,
            Consumer<LoadChoice> done) {
        before = settings;
        this.changed = changed;
        LoadOptions options = settings.options();
        int trained = row.facts()
                .map(ModelFacts::contextTokens)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .orElse(UNKNOWN_CONTEXT);
        context = new NumberField(1, trained, options.contextTokens(), texts.get("automatic"));
        parallel = new NumberField(1, MOST_PARALLEL, OptionalInt.of(options.parallelSequences()), "1");
        threads = new NumberField(1, MOST_THREADS, options.threads(), texts.get("automatic"));
        batch = new NumberField(1, MOST_BATCH, options.batchTokens(), texts.get("automatic"));
        setId("load-dialog");
        getStyleClass().add("load-dialog");
        getStylesheets().add(StyleSheets.of(LoadDialog.class, "models.css"));
        setAccessibleText(texts.get("load.title", row.name()));

        Label title = new Label(texts.get("load.title", row.name()));
        title.getStyleClass().add("heading");
        Label facts = new Label(StateWords.facts(texts, row));
        facts.getStyleClass().add("muted");
        fill(options);
        addFields(trained);

        Label memory = new Label(memoryWords(row, freeBytes));
        memory.setWrapText(true);
        memory.getStyleClass().add("muted");
        remember.setId("load-remember");
        remember.setText(texts.get("load.remember"));
        remember.setSelected(true);
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        plan.setId("load-plan");
        getChildren().addAll(new VBox(2, title, facts), grid, plan, memory, remember, problem, buttons(cancel, done));
        List.of(context, parallel, threads, batch)
                .forEach(field -> field.textProperty().subscribe(this::check));
        List.of(flash, keyType, valueType, objective, device)
                .forEach(choice -> choice.valueProperty().subscribe(this::check));
        experts.selectedProperty().subscribe(this::check);
        check();
    }

    /** Returns where the plan is shown. */
    PlanSummary plan() {
        return plan;
    }

    /** Shows a plan; of a mixture of experts, more can be chosen. */
    void show(PlannedLoad load) {
        plan.show(load);
        if (load.request().model().hasExperts() && !grid.getChildren().contains(experts)) {
            field("load-experts", "experts", experts);
        }
    }

    /** Adds the devices that were found. */
    void offerDevices(List<EngineDevice> devices) {
        DeviceOption chosen = device.getValue();
        devices.stream()
                .filter(each -> each.kind() != EngineDevice.Kind.CPU)
                .map(each -> new DeviceOption(
                        texts.get("device.single", each.description(), each.id()),
                        new DeviceChoice.Planned(DevicePlan.single(each.id()))))
                .filter(option -> !device.getItems().contains(option))
                .forEach(option -> device.getItems().add(option));
        device.getItems().stream()
                .filter(option -> option.choice().equals(before.devices()))
                .findFirst()
                .ifPresent(option -> {
                    if (chosen.choice().equals(before.devices())) {
                        device.getItems()
                                .removeIf(other -> other.choice().equals(option.choice()) && !other.equals(option));
                        device.setValue(option);
                    }
                });
    }

    /** Leaves the choice between automatic and CPU: why devices are unknown is said when a load fails. */
    void devicesUnknown(Exception failure) {
        org.slf4j.LoggerFactory.getLogger(LoadDialog.class).info("devices are unknown", failure);
    }

    private void fill(LoadOptions options) {
        keyType.getItems().setAll(CacheType.values());
        keyType.setValue(options.keyType());
        valueType.getItems().setAll(CacheType.values());
        valueType.setValue(options.valueType());
        flash.getItems().setAll(FlashAttention.values());
        flash.setValue(options.flashAttention());
        flash.setConverter(new Words<>(value -> texts.get("flash." + value.name())));
        device.setConverter(new Words<>(DeviceOption::words));
        DeviceOption automatic = new DeviceOption(
                texts.get("device.automatic"),
                before.devices() instanceof DeviceChoice.Automatic ? before.devices() : new DeviceChoice.Automatic());
        DeviceOption cpu = new DeviceOption(texts.get("device.cpu"), new DeviceChoice.CpuOnly());
        device.getItems().setAll(automatic, cpu);
        objective.getItems().setAll(Objective.values());
        objective.setConverter(new Words<>(value -> texts.get("objective." + value.name())));
        objective.setValue(
                before.devices() instanceof DeviceChoice.Automatic(PlacementWishes wishes)
                        ? wishes.objective()
                        : Objective.FASTEST_ANSWER);
        experts.setText(texts.get("experts.ram"));
        experts.setSelected(!(before.devices() instanceof DeviceChoice.Automatic(PlacementWishes wishes))
                || wishes.expertsToHost());
        DeviceOption chosen = switch (before.devices()) {
            case DeviceChoice.Automatic _ -> automatic;
            case DeviceChoice.CpuOnly _ -> cpu;
            case DeviceChoice.Planned planned ->
                new DeviceOption(
                        texts.get("device.planned", planned.plan().shares().size()), planned);
        };
        if (!device.getItems().contains(chosen)) {
            device.getItems().add(chosen);
        }
        device.setValue(chosen);
    }

    private void addFields(int trained) {
        grid.getStyleClass().add("form");
        field("load-device", "device", device);
        field("load-objective", "objective", objective);
        field("load-context", "context", context);
        if (trained != UNKNOWN_CONTEXT) {
            context.setPromptText(texts.get("context.most", Amounts.whole(trained)));
        }
        field("load-batch", "batch", batch);
        field("load-key-type", "key.type", keyType);
        field("load-value-type", "value.type", valueType);
        field("load-flash", "flash", flash);
        field("load-parallel", "parallel", parallel);
        field("load-threads", "threads", threads);
    }

    private void field(String id, String key, Control control) {
        control.setId(id);
        control.setAccessibleText(texts.get(key));
        control.setAccessibleHelp(texts.get(key + ".help"));
        control.setTooltip(new javafx.scene.control.Tooltip(texts.get(key + ".help")));
        control.setMaxWidth(Double.MAX_VALUE);
        Label label = new Label(texts.get(key));
        label.setLabelFor(control);
        label.setMinWidth(Region.USE_PREF_SIZE);
        int column = 2 * (fields % 2);
        grid.add(label, column, fields / 2);
        GridPane.setHgrow(control, Priority.ALWAYS);
        grid.add(control, column + 1, fields / 2);
        fields++;
    }

    private String memoryWords(ModelRow row, OptionalLong freeBytes) {
        long weights =
                row.facts().map(ModelFacts::weightBytes).orElse(row.entry().fileBytes());
        String needed = texts.get("load.memory", Amounts.bytes(weights));
        return freeBytes.isEmpty()
                ? needed
                : needed + " " + texts.get("load.free", Amounts.bytes(freeBytes.getAsLong()));
    }

    private HBox buttons(Runnable cancel, Consumer<LoadChoice> done) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button back = new Button(texts.get("cancel"));
        back.setId("load-cancel");
        back.setOnAction(event -> cancel.run());
        load.setId("load-load");
        load.setText(texts.get("load"));
        load.getStyleClass().add("accent");
        load.setDefaultButton(true);
        load.setOnAction(event -> done.accept(new LoadChoice(settings(), remember.isSelected())));
        return new HBox(8, gap, back, load);
    }

    private void check() {
        String found = "";
        if (!context.valid()) {
            found = texts.get("problem.context", Amounts.whole(context.most()));
        } else if (!parallel.valid()) {
            found = texts.get("problem.parallel", MOST_PARALLEL);
        } else if (!threads.valid()) {
            found = texts.get("problem.threads", MOST_THREADS);
        } else if (!batch.valid()) {
            found = texts.get("problem.batch", Amounts.whole(MOST_BATCH));
        } else if (flash.getValue() == FlashAttention.OFF && quantised(valueType.getValue())) {
            found = texts.get("problem.flash");
        }
        problem.setText(found);
        problem.setVisible(!found.isEmpty());
        problem.setManaged(!found.isEmpty());
        load.setDisable(!found.isEmpty());
        objective.setDisable(!(choice() instanceof DeviceChoice.Automatic));
        experts.setDisable(objective.isDisable());
        if (found.isEmpty()) {
            changed.accept(settings());
        }
    }

    private DeviceChoice choice() {
        return device.getValue().choice() instanceof DeviceChoice.Automatic(PlacementWishes wishes)
                ? new DeviceChoice.Automatic(
                        wishes.withObjective(objective.getValue()).withExpertsToHost(experts.isSelected()))
                : device.getValue().choice();
    }

    private static boolean quantised(CacheType type) {
        return switch (type) {
            case F32, F16, BF16 -> false;
            case Q8_0, Q5_1, Q5_0, Q4_1, Q4_0, IQ4_NL -> true;
        };
    }

    private ModelLoadSettings settings() {
        LoadOptions options = before.options();
        return new ModelLoadSettings(
                new LoadOptions(
                        context.number(),
                        parallel.number().orElse(1),
                        batch.number(),
                        options.microBatchTokens(),
                        keyType.getValue(),
                        valueType.getValue(),
                        flash.getValue(),
                        threads.number(),
                        threads.number(),
                        options.loraAdapters(),
                        options.embeddings(),
                        options.memoryLock(),
                        options.batchInvariant()),
                choice());
    }

    /**
     * What was chosen.
     *
     * @param settings how to load
     * @param remember whether to load this way from now on
     */
    record LoadChoice(ModelLoadSettings settings, boolean remember) {}

    private record DeviceOption(String words, DeviceChoice choice) {}
}
