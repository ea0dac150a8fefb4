package studio.athanor.data.run;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.FileFingerprint;
import studio.athanor.data.WholeFile;
import studio.athanor.data.recipe.RecipeFile;

/** What a run's folder begins with, and whether a recipe and models are those it was begun with. */
final class RunFolder {

    private RunFolder() {}

    static void check(
            Connection reader, RunOrder order, List<SlotModel> models, List<FileFingerprint> sources, Path folder)
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
        for (FileFingerprint before : RowReads.sources(reader)) {
            for (FileFingerprint now : sources) {
                if (now.path().equals(before.path())) {
                    checkUnchanged(before, now, order, folder);
                }
            }
        }
    }

    private static void checkUnchanged(FileFingerprint before, FileFingerprint now, RunOrder order, Path folder)
            throws DataException {
        Optional<String> change = now.changeSince(before);
        if (change.isPresent()) {
            throw new DataException.RunStopped(
                    "The file " + order.folder().resolve(now.path()).normalize()
                            + " is not what it was when the run in " + folder + " began: " + change.get() + ".",
                    "Put the file back as it was and resume, or begin a new run in another folder.",
                    null);
        }
    }

    static void fill(Connection connection, RunOrder order, List<SlotModel> models, List<FileFingerprint> sources)
            throws SQLException {
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
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO source (path, bytes, sha256) VALUES (?, ?, ?)")) {
            for (FileFingerprint source : sources) {
                statement.setString(1, source.path());
                statement.setLong(2, source.bytes());
                statement.setString(3, source.sha256());
                statement.executeUpdate();
            }
        }
    }

    static void writeRecipe(Path folder, RunOrder order) throws IOException {
        WholeFile.write(RunOrder.recipeFile(folder), whole(order));
    }

    /** Returns the recipe's text; with schemas written out that it names by a file, which may change or go. */
    private static String whole(RunOrder order) {
        return order.source().contains("schema-file") ? RecipeFile.toYaml(order.recipe()) : order.source();
    }

    static DataException notWritten(Path folder, IOException e) {
        return new DataException.FileFailed(
                "The run's folder " + folder + " cannot be written to: " + e.getMessage() + ".",
                "Choose another folder, or free some space.",
                e);
    }
}
