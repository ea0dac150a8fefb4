package studio.athanor.cli.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.documents.Finding;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.work.GivenModels;
import studio.athanor.data.work.Workbench;

/** What cells are made with: models for the slots, and documents. */
public final class WorkArguments {

    @Option(
            names = "--documents",
            paramLabel = "PATH",
            description = "Documents in place of those that the recipe names.")
    private @Nullable Path documents;

    @ArgGroup(validate = false, heading = "%nModels:%n")
    private SlotArguments slots = new SlotArguments();

    /** Creates the arguments. */
    public WorkArguments() {}

    Optional<Path> documents() {
        return Optional.ofNullable(documents);
    }

    /** Loads models, and makes ready what the recipe needs; documents that cannot be read are told. */
    Workbench open(Terminal terminal, Studio studio, RunOrder order, Path chunks) throws Exception {
        return open(terminal, studio, order, Map.of(), chunks);
    }

    /**
     * Loads models, and makes ready what the recipe needs; documents that cannot be read are told.
     *
     * @param before models that a run was begun with, by slot, for slots that are given none
     * @param chunks the folder that chunks of documents are kept in
     */
    Workbench open(Terminal terminal, Studio studio, RunOrder order, Map<String, ModelRef> before, Path chunks)
            throws Exception {
        GivenModels models = slots.load(terminal, studio, order.recipe(), before);
        Workbench work = Workbench.open(studio, order, models, documents(), chunks);
        for (Finding finding : work.findings()) {
            terminal.err().println("athanor: " + finding.document() + ": " + finding.sentence());
        }
        return work;
    }
}
