package studio.athanor.data.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.DataException;

/** What a run's folder begins with, and whether a recipe and models are those it was begun with. */
final class RunFolder {

    private RunFolder() {}

    static void check(Connection reader, RunOrder order, List<SlotModel> models, Path folder)
            throws SQLException, DataException {
        if (!RunDatabase.meta(reader, "recipe_hash").orElse("").equals(order.recipeHash())) {
            throw new DataException.RunStopped(
                    "The run in " + folder + " was begun with another recipe than "
                            + order.recipe().name() + " as it is now.",
                    "Resume it with its own recipe.yaml, or begin a new run in another folder.",
                    null);
        }
        for (SlotModel before : RowReads.models(reader)) {
            Optional<SlotModel> now = models.stream()
                    .filter(each -> each.slot().equals(before.slot()))
                    .findFirst();
            if (now.isEmpty() || !now.get().sha256().equals(before.sha256())) {
                throw new DataException.RunStopped(
                        "The run in " + folder + " was begun with the model " + before.file() + " (SHA-256 "
                                + before.sha256() + ") in the slot " + before.slot() + ", and "
                                + now.map(each -> each.file() + " is another file.")
                                        .orElse("no model is given to it now."),
                        "Give the slot the same file, or begin a new run in another folder.",
                        null);
            }
        }
    }

    static void fill(Connection connection, RunOrder order, List<SlotModel> models) throws SQLException {
        RunDatabase.putMeta(connection, "recipe_hash", order.recipeHash());
        RunDatabase.putMeta(
                connection, "recipe_folder", order.folder().toAbsolutePath().toString());
        RunDatabase.putMeta(connection, "target", Long.toString(order.rows()));
        RunDatabase.putMeta(connection, "status", RunStatus.PAUSED.name());
        RunDatabase.putMeta(connection, "reason", "");
        RunDatabase.putMeta(connection, "changes", "0");
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO model (slot, file, sha256, quantisation, engine_build, template_hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (SlotModel model : models) {
                statement.setString(1, model.slot());
                statement.setString(2, model.file());
                statement.setString(3, model.sha256());
                statement.setString(4, model.quantisation());
                statement.setString(5, model.engineBuild());
                statement.setString(6, model.templateHash());
                statement.executeUpdate();
            }
        }
    }

    static void writeRecipe(Path folder, String source) throws IOException {
        Path partial = Files.createTempFile(folder, "recipe", ".partial");
        try {
            Files.writeString(partial, source);
            Files.move(partial, RunOrder.recipeFile(folder), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    static DataException notWritten(Path folder, IOException e) {
        return new DataException.FileFailed(
                "The run's folder " + folder + " cannot be written to: " + e.getMessage() + ".",
                "Choose another folder, or free some space.",
                e);
    }
}
