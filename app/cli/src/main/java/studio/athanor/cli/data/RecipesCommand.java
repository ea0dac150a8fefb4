package studio.athanor.cli.data;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.data.recipe.RecipeFile;

/** Lists the recipes that come with the studio. */
@Command(name = "recipes", description = "Lists the shipped recipes.", mixinStandardHelpOptions = true)
public final class RecipesCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    /** Creates the command. */
    public RecipesCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            return DataFailures.told(() -> {
                for (String name : RecipeArgument.shipped(studio)) {
                    terminal.out()
                            .printf(
                                    "%-26s %s%n",
                                    name,
                                    RecipeFile.read(RecipeArgument.find(name, studio))
                                            .title());
                }
                return ExitCode.OK;
            });
        }
    }
}
