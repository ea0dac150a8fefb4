package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/** Notes what is asked of models in a file that outlives the program, and never answers for one of the rows. */
record NotedCells(CellMaker cells, Path notes, long silentRow) implements CellMaker {

    @Override
    public Made make(Column column, long row, int attempt, Map<String, JsonElement> soFar)
            throws EngineException, TemplateException, DataException, InterruptedException {
        if (column.kind() instanceof ColumnKind.ModelWritten) {
            if (row == silentRow) {
                Thread.sleep(Long.MAX_VALUE);
            }
            note(column.name() + " " + row + " " + attempt);
        }
        return cells.make(column, row, attempt, soFar);
    }

    private synchronized void note(String asked) {
        try {
            Files.writeString(notes, asked + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> read(Path notes) throws IOException {
        return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }
}
