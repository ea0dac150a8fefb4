package studio.athanor.data.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import studio.athanor.data.DataException;
import studio.athanor.data.Sha256;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/**
 * Has every cell that a model finishes written down, and takes those that an earlier session of the run wrote down, in place of
 * asking again. What no model makes is made again: that costs nothing.
 *
 * <p>A finished cell is taken only if the values before it are the same, so that rows hold together though an engine answers
 * otherwise now, or a row was dealt other values.
 */
final class FinishedCells implements CellMaker {

    private final CellMaker maker;
    private final Consumer<FinishedCell> journal;
    private final Map<Place, FinishedCell> found = new ConcurrentHashMap<>();

    /**
     * Begins with what was found.
     *
     * @param journal takes what is finished, on the thread that made it; must return at once
     */
    FinishedCells(CellMaker maker, Consumer<FinishedCell> journal, List<FinishedCell> found) {
        this.maker = maker;
        this.journal = journal;
        found.forEach(cell -> this.found.put(new Place(cell.row(), cell.attempt(), cell.column()), cell));
    }

    @Override
    public Made make(Column column, long row, int attempt, Map<String, JsonElement> soFar)
            throws EngineException, TemplateException, DataException, InterruptedException {
        if (!(column.kind() instanceof ColumnKind.ModelWritten)) {
            return maker.make(column, row, attempt, soFar);
        }
        String before = hash(soFar);
        FinishedCell known = found.remove(new Place(row, attempt, column.name()));
        if (known != null && known.before().equals(before)) {
            return known.made();
        }
        Made made = maker.make(column, row, attempt, soFar);
        journal.accept(new FinishedCell(row, attempt, column.name(), before, made));
        return made;
    }

    private static String hash(Map<String, JsonElement> values) {
        JsonObject object = new JsonObject();
        values.forEach(object::add);
        return Sha256.of(RowText.json(object));
    }

    private record Place(long row, int attempt, String column) {}
}
