package studio.athanor.desktop.palette;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.shortcuts.Command;

/** What the palette shows for what was typed. FX thread only; sources are asked on virtual threads. */
public final class PaletteModel {

    private final UiScheduler scheduler;
    private final Supplier<List<Command>> commands;
    private final Supplier<List<PaletteSource>> sources;
    private final ObservableList<PaletteItem> items = FXCollections.observableArrayList();
    private @Nullable Thread search;
    private int generation;

    /**
     * Creates a palette that shows nothing yet.
     *
     * @param scheduler asks the sources
     * @param commands asked each time
     * @param sources what is found besides commands; asked each time
     */
    public PaletteModel(
            UiScheduler scheduler, Supplier<List<Command>> commands, Supplier<List<PaletteSource>> sources) {
        this.scheduler = scheduler;
        this.commands = commands;
        this.sources = sources;
    }

    ObservableList<PaletteItem> items() {
        return items;
    }

    /** Shows what fits; commands at once, the rest as it is found. */
    void query(String query) {
        generation++;
        if (search != null) {
            search.interrupt();
        }
        List<PaletteItem> found = fittingCommands(query);
        items.setAll(found);
        if (!query.isBlank()) {
            int asked = generation;
            List<PaletteSource> askedSources = sources.get();
            search = Thread.ofVirtual().name("palette").start(() -> ask(askedSources, query, asked));
        }
    }

    private void ask(List<PaletteSource> asked, String query, int askedGeneration) {
        for (PaletteSource source : asked) {
            try {
                List<PaletteItem> found = source.find(query);
                scheduler.execute(() -> {
                    if (generation == askedGeneration) {
                        items.addAll(found);
                    }
                });
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(PaletteModel.class).warn("a source of the palette failed", e);
            }
        }
    }

    private List<PaletteItem> fittingCommands(String query) {
        record Scored(Command command, int score) {}
        List<Scored> scored = new ArrayList<>();
        for (Command command : commands.get()) {
            int score = Matching.score(query, command.title() + " " + command.group());
            if (score > Matching.NO && command.enabled().getAsBoolean()) {
                scored.add(new Scored(command, score));
            }
        }
        if (!query.isBlank()) {
            scored.sort(Comparator.comparingInt(Scored::score).reversed());
        }
        return scored.stream().map(each -> item(each.command())).toList();
    }

    private static PaletteItem item(Command command) {
        return new PaletteItem(
                command.title(),
                command.title().startsWith(command.group()) ? "" : command.group(),
                command.icon(),
                command.keys().map(keys -> keys.getDisplayText()).orElse(""),
                command.action());
    }
}
