package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.MoveTo;
import javafx.scene.text.Text;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStatus;
import studio.athanor.desktop.testkit.FakeModels;
import studio.athanor.desktop.testkit.FakeStudio;

/** The pane with recipes that are read for real, and rows that are made up. */
@SuppressWarnings("NullAway.Init") // set before each test
class DataPaneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FxRobot robot = new FxRobot();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final FakeRooms rooms = new FakeRooms();

    @TempDir
    private Path home;

    private Path file;
    private FakeStudio studio;
    private DataWindow window;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        studio = new FakeStudio(home);
        file = Files.createDirectories(home.resolve("recipes").resolve("tickets"))
                .resolve("recipe.yaml");
        Files.writeString(file, SampleRecipes.TICKETS);
        window = fx(() -> new DataWindow(studio, rooms, 1280, 800));
    }

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            window.close();
            return window;
        });
        studio.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void showsRecipesAsCardsAndOpensOne() throws Exception {
        eventually(() -> assertThat(shown("#recipe-tickets")).isTrue());
        assertThat(texts("#recipe-tickets"))
                .contains("Support tickets", "Tickets and what they are about.", "urgency · ticket");
        robot.clickOn("Support tickets");
        eventually(() -> assertThat(label("#recipe-title")).isEqualTo("Support tickets"));
        eventually(() -> assertThat(state()).isEqualTo(EditorModel.State.SOUND));
    }

    @Test
    void showsARowOfWhatARecipeMakes() throws Exception {
        Files.writeString(file.resolveSibling("sample.json"), """
                {"urgency": "high", "gone": "of another recipe", "ticket": "The lamp is dark."}
                """);
        fx(() -> {
            window.model().refresh();
            return 1;
        });
        eventually(() -> assertThat(texts("#recipe-tickets"))
                .contains("high", "The lamp is dark.")
                .doesNotContain("gone", "of another recipe"));
    }

    @Test
    void saysThatNoRecipeIsLikeWhatIsSearched() throws Exception {
        eventually(() -> assertThat(shown("#recipe-tickets")).isTrue());
        write("#recipes-search", "zebra");
        eventually(() -> assertThat(shown("#recipe-tickets")).isFalse());
        assertThat(texts("#data-gallery")).anyMatch(text -> text.contains("zebra"));
        write("#recipes-search", "");
        eventually(() -> assertThat(shown("#recipe-tickets")).isTrue());
        assertThat(fx(() -> window.find("#recipes-no-match").isVisible())).isFalse();
    }

    @Test
    void makesANewRecipeThatCanBeRunAtOnce() throws Exception {
        robot.clickOn("#recipe-new");
        eventually(() -> assertThat(state()).isEqualTo(EditorModel.State.SOUND));
        assertThat(home.resolve("recipes").resolve("new-recipe").resolve("recipe.yaml"))
                .exists();
        assertThat(fx(() -> window.model().runObstacle())).isEmpty();
    }

    @Test
    void writesWhatIsTypedInAFormIntoTheSourceAndKeepsItsComments() throws Exception {
        openTickets("ticket");
        robot.clickOn("#column-prompt");
        press(KeyCode.CONTROL, KeyCode.END);
        robot.write(" Be brief.");
        eventually(() -> assertThat(source())
                .contains("Write a support ticket of {{ urgency }} urgency. Be brief.")
                .contains("# a small model is enough")
                .contains("# weighted"));
        eventually(() -> assertThat(Files.readString(file)).contains("Be brief."));

        fire("#recipe-undo");
        eventually(() -> assertThat(source()).isEqualTo(SampleRecipes.TICKETS));
        eventually(() -> assertThat(text("#column-prompt")).doesNotContain("Be brief."));
    }

    @Test
    void showsWhatIsTypedInTheSourceInTheForm() throws Exception {
        openTickets("ticket");
        select("#editor-source");
        fx(() -> {
            editor().source().set(SampleRecipes.TICKETS.replace("max-tokens: 64", "max-tokens: 99"));
            return 1;
        });
        eventually(() -> assertThat(state()).isEqualTo(EditorModel.State.SOUND));
        select("#editor-form");
        assertThat(text("#column-maxTokens")).isEqualTo("99");
    }

    @Test
    void numbersTheLinesOfTheSourceWhereTheyStand() throws Exception {
        openTickets("ticket");
        select("#editor-source");
        int few = SampleRecipes.TICKETS.lines().toList().size();
        eventually(() -> assertThat(fx(() -> numberTop(1))).isCloseTo(fx(() -> lineTop(1)), within(2.0)));
        assertThat(fx(() -> numberTop(few))).isCloseTo(fx(() -> lineTop(few)), within(2.0));

        int many = few + 80;
        fx(() -> {
            editor().source().set(SampleRecipes.TICKETS + "# more\n".repeat(80));
            ((TextArea) window.find("#recipe-source")).end();
            return 1;
        });
        eventually(() -> assertThat(fx(() -> numberTop(many))).isCloseTo(fx(() -> lineTop(many)), within(2.0)));
        fx(() -> {
            window.stage().setHeight(600);
            return 1;
        });
        WaitForAsyncUtils.waitForFxEvents();
        eventually(() -> assertThat(fx(() -> numberTop(many))).isCloseTo(fx(() -> lineTop(many)), within(2.0)));
    }

    /** Where the number of a line is in the window. */
    private double numberTop(int line) {
        Node number = lineNumber(line);
        return number.localToScene(0, 0).getY();
    }

    private Node lineNumber(int line) {
        return window.find(".source-gutter").lookupAll(".source-line").stream()
                .filter(node -> node.isVisible() && ((Label) node).getText().equals(String.valueOf(line)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("line " + line + " has no number"));
    }

    /** Where a line is in the window. */
    private double lineTop(int line) {
        TextArea area = (TextArea) window.find("#recipe-source");
        Text text = (Text) area.lookupAll(".text").stream()
                .filter(node -> node instanceof Text each && each.getText().equals(area.getText()))
                .findFirst()
                .orElseThrow();
        int start = area.getText()
                .lines()
                .limit(line - 1L)
                .mapToInt(each -> each.length() + 1)
                .sum();
        return text.localToScene(0, ((MoveTo) text.caretShape(start, true)[0]).getY())
                .getY();
    }

    @Test
    void saysWhatCannotStandInAField() throws Exception {
        openTickets("ticket");
        robot.clickOn("#column-maxTokens");
        press(KeyCode.CONTROL, KeyCode.A);
        robot.write("many");
        eventually(() -> assertThat(texts("#column-form")).contains("This must be a whole number."));
        assertThat(source()).isEqualTo(SampleRecipes.TICKETS);
    }

    @Test
    void addsMovesAndRemovesColumns() throws Exception {
        openTickets("urgency");
        robot.clickOn("#column-add");
        robot.clickOn("Whole number");
        eventually(() -> assertThat(columns()).containsExactly("urgency", "column", "ticket"));
        eventually(() -> assertThat(text("#column-name")).isEqualTo("column"));
        fire("#column-down");
        eventually(() -> assertThat(columns()).containsExactly("urgency", "ticket", "column"));
        fire("#column-remove");
        eventually(() -> assertThat(columns()).containsExactly("urgency", "ticket"));
    }

    @Test
    void changesTheKindOfAColumn() throws Exception {
        openTickets("urgency");
        fx(() -> {
            @SuppressWarnings("unchecked")
            ComboBox<ColumnForm> kind = (ComboBox<ColumnForm>) window.find("#column-kind");
            kind.setValue(ColumnForm.INTEGER_RANGE);
            return 1;
        });
        eventually(() -> assertThat(recipe().column("urgency").orElseThrow().kind())
                .isEqualTo(new ColumnKind.IntegerRange(1, 10)));
    }

    @Test
    void listsProblemsWithTheirLinesAndGoesThere() throws Exception {
        openTickets("");
        fx(() -> {
            editor().source().set(SampleRecipes.TICKETS.replace("{{ urgency }}", "{{ urgenci }}"));
            return 1;
        });
        eventually(() -> assertThat(state()).isEqualTo(EditorModel.State.BROKEN));
        eventually(() -> assertThat(texts("#problems")).anyMatch(text -> text.startsWith("line 18  ")));
        assertThat(fx(() -> window.find("#recipe-run").isDisabled())).isTrue();
        robot.clickOn("#problems .problem-row");
        eventually(() -> assertThat(selection("#recipe-source")).contains("urgenci"));
    }

    @Test
    void goesToAProblemThatIsNotInTheChosenColumn() throws Exception {
        openTickets("urgency");
        fx(() -> {
            editor().source().set(SampleRecipes.TICKETS.replace("{{ urgency }}", "{{ urgenci }}"));
            return 1;
        });
        eventually(() -> assertThat(texts("#problems")).anyMatch(text -> text.startsWith("line 18  ")));
        robot.clickOn("#problems .problem-row");
        eventually(() -> assertThat(selection("#recipe-source")).isNotEmpty());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(selection("#recipe-source")).contains("urgenci");
    }

    @Test
    void leavesTheCaretWhereItIsWhenTheWindowChangesItsWidth() throws Exception {
        openTickets("ticket");
        select("#editor-source");
        eventually(() -> assertThat(selection("#recipe-source")).contains("ticket"));
        fx(() -> {
            ((TextArea) window.find("#recipe-source")).positionCaret(3);
            return 1;
        });
        for (double narrower : List.of(40.0, 400.0)) {
            double before = fx(() -> width("#recipe-editor"));
            fx(() -> {
                window.stage().setWidth(window.stage().getWidth() - narrower);
                return 1;
            });
            eventually(() -> assertThat(fx(() -> width("#recipe-editor"))).isLessThan(before));
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(fx(() -> ((TextArea) window.find("#recipe-source")).getCaretPosition()))
                    .isEqualTo(3);
            assertThat(selection("#recipe-source")).isEmpty();
        }
    }

    @Test
    void letsGoOfAnEditorThatWasLeft() throws Exception {
        openTickets("");
        WeakReference<Node> editor = fx(() -> new WeakReference<>(window.find("#recipe-editor")));
        fx(() -> {
            window.model().back();
            return 1;
        });
        eventually(() -> {
            System.gc();
            assertThat(editor.get()).isNull();
        });
    }

    private double width(String selector) {
        return window.find(selector).getLayoutBounds().getWidth();
    }

    @Test
    void previewsFiveRowsAndShowsTheirCells() throws Exception {
        openTickets("ticket");
        fire("#recipe-preview");
        eventually(() -> assertThat(rows("#preview-table")).isEqualTo(5));
        eventually(() -> assertThat(shown("#preview #cell-ticket")).isTrue());
        assertThat(rooms.previews()).hasSize(1);
        assertThat(rooms.previews().getFirst().models()).containsOnlyKeys("writer");
    }

    @Test
    void endsAPreviewAndKeepsWhatWasMade() throws Exception {
        CountDownLatch held = rooms.hold();
        openTickets("ticket");
        fire("#recipe-preview");
        eventually(() -> assertThat(rows("#preview-table")).isEqualTo(2));
        assertThat(studio.jobs().running()).hasSize(1);
        fire("#preview-cancel");
        eventually(() -> assertThat(studio.jobs().running()).isEmpty());
        assertThat(label("#preview-words")).isEqualTo("Cancelled.");
        assertThat(rows("#preview-table")).isEqualTo(2);
        held.countDown();
    }

    @Test
    void doesNotRunWhatIsOlderThanWhatIsTyped() throws Exception {
        openTickets("ticket");
        Optional<String> obstacle = fx(() -> {
            ((TextInputControl) window.find("#column-maxTokens")).setText("63");
            window.model().start();
            return window.model().runObstacle();
        });
        assertThat(obstacle).contains("Being checked");
        eventually(() -> assertThat(fx(() -> window.model().runObstacle())).isEmpty());
        assertThat(source()).contains("max-tokens: 63");
        assertThat(fx(() -> window.model().place().get())).isEqualTo(DataPlace.EDITOR);
    }

    @Test
    void canBeRunAgainWhenNothingUsableWasTyped() throws Exception {
        openTickets("ticket");
        fx(() -> {
            ((TextInputControl) window.find("#column-maxTokens")).setText("many");
            return 1;
        });
        eventually(() -> assertThat(texts("#column-form")).contains("This must be a whole number."));
        eventually(() -> assertThat(state()).isEqualTo(EditorModel.State.SOUND));
    }

    @Test
    void previewsWhatIsTypedAndNotWhatWasThereBefore() throws Exception {
        openTickets("ticket");
        fx(() -> {
            ((TextInputControl) window.find("#column-maxTokens")).setText("63");
            ((ButtonBase) window.find("#recipe-preview")).fire();
            return 1;
        });
        eventually(() -> assertThat(rows("#preview-table")).isEqualTo(5));
        assertThat(rooms.previews())
                .singleElement()
                .satisfies(wish -> assertThat(
                                wish.recipe().column("ticket").orElseThrow().kind())
                        .isInstanceOfSatisfying(
                                ColumnKind.Text.class,
                                text -> assertThat(text.call().maxTokens()).isEqualTo(63)));
    }

    @Test
    void savesWhatWasTypedJustBeforeTheRecipeIsClosed() throws Exception {
        openTickets("ticket");
        fx(() -> {
            ((TextInputControl) window.find("#column-maxTokens")).setText("63");
            window.model().back();
            return 1;
        });
        assertThat(Files.readString(file)).isEqualTo(SampleRecipes.TICKETS.replace("max-tokens: 64", "max-tokens: 63"));

        openTickets("");
        fx(() -> {
            ((TextInputControl) window.find("#recipe-licence")).setText("MIT");
            editor().edit(now -> RecipeEdits.removed(now, "urgency"), "");
            window.close();
            return 1;
        });
        assertThat(Files.readString(file)).contains("licence: MIT").doesNotContain("name: urgency");
    }

    @Test
    void previewsByItselfAfterAChangeOfMeaningOnly() throws Exception {
        openTickets("ticket");
        fx(() -> {
            window.model().desk().get().preview().live().set(true);
            return 1;
        });
        eventually(() -> assertThat(rooms.previews()).hasSize(1));
        fx(() -> {
            editor().source().set(SampleRecipes.TICKETS + "# a comment\n");
            return 1;
        });
        eventually(() -> assertThat(state()).isEqualTo(EditorModel.State.SOUND));
        awaitPreviewsToSettle();
        assertThat(rooms.previews()).hasSize(1);
        fx(() -> {
            editor().source().set(SampleRecipes.TICKETS.replace("max-tokens: 64", "max-tokens: 63"));
            return 1;
        });
        eventually(() -> assertThat(rooms.previews()).hasSize(2));
        assertThat(rooms.previews()
                        .getLast()
                        .recipe()
                        .column("ticket")
                        .orElseThrow()
                        .kind())
                .isInstanceOfSatisfying(
                        ColumnKind.Text.class,
                        text -> assertThat(text.call().maxTokens()).isEqualTo(63));
    }

    /** What was to begin when things have settled has begun after a longer pause of the same clock. */
    private static void awaitPreviewsToSettle() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        fx(() -> {
            PauseTransition pause = new PauseTransition(PreviewModel.SETTLED.multiply(1.2));
            pause.setOnFinished(event -> over.countDown());
            pause.play();
            return pause;
        });
        assertThat(over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void previewsByItselfWithAnotherModel() throws Exception {
        ModelEntry other = FakeModels.added("another", 1_000_000);
        studio.library().add(other);
        openTickets("ticket");
        fx(() -> {
            window.model().desk().get().preview().live().set(true);
            return 1;
        });
        eventually(() -> assertThat(rooms.previews()).hasSize(1));
        eventually(() -> assertThat(fx(() -> slot().getItems())).contains(other));
        fx(() -> {
            slot().setValue(other);
            return 1;
        });
        eventually(() -> assertThat(rooms.previews()).hasSize(2));
        assertThat(rooms.previews().getLast().models()).containsEntry("writer", other.ref());
    }

    @SuppressWarnings("unchecked") // the test knows what the box holds
    private ComboBox<ModelEntry> slot() {
        return (ComboBox<ModelEntry>) window.find("#slot-writer");
    }

    @Test
    void remembersThatRowsArePreviewedByThemselves() throws Exception {
        openTickets("ticket");
        System.gc();
        fx(() -> {
            window.model().desk().get().preview().live().set(true);
            window.model().back();
            return 1;
        });
        openTickets("ticket");
        assertThat(fx(() -> window.model().desk().get().preview().live().get())).isTrue();
    }

    @Test
    void asksHowManyRowsWhereNobodyHasSaid() throws Exception {
        openTickets("ticket");
        for (String none : List.of("", "0")) {
            write("#run-rows", none);
            assertThat(label("#run-obstacle")).isEqualTo("Say how many rows to run it");
            assertThat(fx(() -> window.find("#recipe-run").isDisabled())).isTrue();
            assertThat(text("#run-rows")).isEqualTo(none);
            write("#run-rows", "7");
            assertThat(label("#run-obstacle")).isEmpty();
            assertThat(fx(() -> window.model().desk().get().slots().rows().get()))
                    .isEqualTo(7);
        }
    }

    @Test
    void saysWhichSlotHasNoModel() throws Exception {
        openTickets("ticket");
        fx(() -> {
            @SuppressWarnings("unchecked")
            ComboBox<ModelEntry> slot = (ComboBox<ModelEntry>) window.find("#slot-writer");
            slot.getSelectionModel().clearSelection();
            slot.setValue(null);
            return 1;
        });
        eventually(() -> assertThat(label("#run-obstacle")).isEqualTo("Choose a model for writer to run it"));
        fire("#recipe-preview");
        assertThat(label("#preview-words")).isEqualTo("Choose a model for writer above.");
        assertThat(rooms.previews()).isEmpty();
    }

    @Test
    void runsARecipeAndPausesAndResumes() throws Exception {
        rooms.hold();
        openTickets("");
        fx(() -> {
            ((TextInputControl) window.find("#run-rows")).setText("100");
            return 1;
        });
        fire("#recipe-run");
        eventually(() -> assertThat(shown("#run-view")).isTrue());
        eventually(() -> assertThat(label("#run-state")).isEqualTo("Running"));
        eventually(() -> assertThat(label("#run-accepted")).isEqualTo("45 / 50 rows"));
        assertThat(studio.jobs().running()).hasSize(1);
        eventually(() -> assertThat(texts("#rows-table")).anyMatch(text -> text.startsWith("ticket 3 of row 3")));
        fire("#run-pause");
        eventually(() -> assertThat(label("#run-state")).isEqualTo("Paused"));
        assertThat(studio.jobs().running()).isEmpty();
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(45));
    }

    @Test
    void showsTheRowsThatWereRejectedForAReason() throws Exception {
        openRun(1_000);
        assertThat(rows("#rows-table")).isEqualTo(900);
        fire("#reason-length");
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(100));
        assertThat(texts("#rows-chips")).containsExactly("rejected for length");
        fire("#rows-chips .filter-chip");
        eventually(
                () -> assertThat(fx(() -> run().rows().filter().get().reason())).isEmpty());
    }

    @Test
    void givesTheRoomThatIsLeftToLongValues() throws Exception {
        openRun(100);
        TableView<?> table = fx(() -> table("#rows-table"));
        eventually(() -> assertThat(fx(() -> table.getColumns().stream()
                        .mapToDouble(column -> column.getWidth())
                        .sum()))
                .isBetween(fx(table::getWidth) - 30, fx(table::getWidth)));
        double before = fx(() -> table.getColumns().getLast().getWidth());
        choose(0);
        eventually(() ->
                assertThat(fx(() -> table.getColumns().getLast().getWidth())).isLessThan(before));
    }

    @Test
    void searchesAndFiltersByValue() throws Exception {
        openRun(1_000);
        choose(3);
        eventually(() -> assertThat(shown("#row-inspector")).isTrue());
        robot.clickOn("#rows-search");
        robot.write("row 77,");
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(1));
        robot.write(" that is nowhere");
        eventually(() -> assertThat(shown("#row-inspector")).isFalse());
        fx(() -> {
            run().rows().filter().set(RowFilter.ACCEPTED);
            return 1;
        });
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(900));
        assertThat(text("#rows-search")).isEmpty();
    }

    @Test
    void editsAValueByHandAndTakesThatBack() throws Exception {
        openRun(100);
        choose(3);
        fire("#cell-edit-ticket");
        fx(() -> {
            ((TextInputControl) window.find("#cell-value-ticket")).setText("By hand");
            return 1;
        });
        fire("#cell-save-ticket");
        eventually(() -> assertThat(value(3)).isEqualTo("By hand"));
        eventually(() -> assertThat(texts("#row-inspector")).anyMatch(text -> text.contains("edited")));
        robot.clickOn("#rows-table");
        press(KeyCode.CONTROL, KeyCode.Z);
        eventually(() -> assertThat(value(3)).startsWith("ticket 3 of row 3"));
    }

    @Test
    void takesARowOutByKeyAndInAgain() throws Exception {
        openRun(100);
        showAllRows();
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(100));
        choose(3);
        robot.clickOn("#rows-table .table-row-cell");
        press(KeyCode.DELETE);
        eventually(() -> assertThat(rooms.open(home.resolve("runs").resolve("made"))
                        .row(0)
                        .orElseThrow()
                        .state())
                .isEqualTo(RowState.REMOVED));
        eventually(() -> assertThat(texts("#row-inspector")).anyMatch(text -> text.startsWith("Removed by hand")));
        fire("#row-undo");
        eventually(() -> assertThat(rooms.open(home.resolve("runs").resolve("made"))
                        .row(0)
                        .orElseThrow()
                        .state())
                .isEqualTo(RowState.ACCEPTED));
    }

    @Test
    void showsEveryRowThatIsLeftAfterSomeWereTakenOut() throws Exception {
        openRun(1_000);
        clickFirstRow();
        for (int left = 899; left >= 897; left--) {
            int wanted = left;
            press(KeyCode.DELETE);
            eventually(() -> assertThat(rows("#rows-table")).isEqualTo(wanted));
            eventually(() -> assertThat(chosenRow()).isEqualTo(900 - wanted));
        }
        List<Long> numbers = LongStream.range(3, 1_000)
                .filter(number -> number % 10 != 9)
                .boxed()
                .toList();
        eventually(() -> assertThat(numbers()).isEqualTo(numbers));

        press(KeyCode.CONTROL, KeyCode.Z);
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(898));
        eventually(() -> assertThat(chosenRow()).isEqualTo(2));
    }

    @Test
    void keepsThePlaceWhereARowWasTakenOut() throws Exception {
        openRun(1_000);
        clickFirstRow();
        fx(() -> {
            table("#rows-table").scrollTo(500);
            table("#rows-table").getSelectionModel().select(505);
            return 1;
        });
        eventually(() -> assertThat(chosenRow()).isEqualTo(561));
        press(KeyCode.DELETE);
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(899));
        eventually(() -> assertThat(chosenRow()).isEqualTo(562));
        eventually(() -> assertThat(texts("#rows-table")).contains("562"));
    }

    @Test
    void keepsTheFocusInTheInspectorWhenARowIsTakenOutOrACellIsSaved() throws Exception {
        openRun(100);
        showAllRows();
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo(100));
        choose(3);
        focus("#row-remove");
        press(KeyCode.SPACE);
        eventually(() -> assertThat(texts("#row-inspector")).anyMatch(text -> text.startsWith("Removed by hand")));
        assertThat(focused()).isEqualTo("row-accept");

        fire("#cell-edit-ticket");
        fx(() -> {
            ((TextInputControl) window.find("#cell-value-ticket")).setText("By hand");
            return 1;
        });
        focus("#cell-save-ticket");
        press(KeyCode.SPACE);
        assertThat(focused()).isEqualTo("cell-edit-ticket");
        eventually(() -> assertThat(texts("#row-inspector")).anyMatch(text -> text.contains("edited")));
        assertThat(focused()).isEqualTo("cell-edit-ticket");
    }

    @Test
    void makesACellAgainAndSaysWhetherItIsTheSame() throws Exception {
        openRun(100);
        choose(3);
        fire("#cell-again-ticket");
        eventually(() -> assertThat(texts("#cell-ticket")).contains("The same again."));
    }

    @Test
    void exportsAsAJobAndSaysWhere() throws Exception {
        openRun(100);
        fire("#run-export");
        eventually(() -> assertThat(shown("#export-dialog")).isTrue());
        fx(() -> {
            ((TextInputControl) window.find("#export-splits")).setText("train 0.9, test 0.2");
            return 1;
        });
        assertThat(fx(() -> window.find("#export-start").isDisabled())).isTrue();
        fx(() -> {
            ((TextInputControl) window.find("#export-splits")).setText("train 0.9, test 0.1");
            ((TextInputControl) window.find("#export-folder"))
                    .setText(home.resolve("out").toString());
            return 1;
        });
        fire("#export-start");
        eventually(() -> assertThat(rooms.exports()).hasSize(1));
        assertThat(rooms.exports().getFirst().splits())
                .containsEntry("train", 0.9)
                .containsEntry("test", 0.1);
        eventually(() -> assertThat(window.notices().open())
                .anyMatch(notice -> notice.sentence().contains("written to")));
    }

    @Test
    void closesARunThatIsOpenOnlyWhenNobodyWantsItAnyMore() throws Exception {
        FakeStore store = putRun(100);
        fx(() -> {
            window.model().openRun(store.folder());
            window.model().back();
            return 1;
        });
        openTickets("ticket");
        eventually(() -> assertThat(store.opened()).hasValue(0));
        assertThat(fx(() -> window.model().run().get())).isNull();
        assertThat(fx(() -> window.model().place().get())).isEqualTo(DataPlace.EDITOR);
    }

    @Test
    void listsRunsWithTheirState() throws Exception {
        putRun(100).is(RunStatus.COMPLETE);
        fx(() -> {
            window.model().refresh();
            return 1;
        });
        select("#gallery-runs");
        eventually(() -> assertThat(rows("#runs-table")).isEqualTo(1));
        eventually(() -> assertThat(texts("#runs-table")).contains("Complete", "Support tickets", "90 of 100"));
    }

    @Test
    void namesEveryControl() throws Exception {
        openTickets("ticket");
        assertThat(fx(() -> nameless(window.stage().getScene().getRoot()))).isEmpty();
        openRun(100);
        choose(3);
        assertThat(fx(() -> nameless(window.stage().getScene().getRoot()))).isEmpty();
        fire("#run-export");
        assertThat(fx(() -> nameless(window.stage().getScene().getRoot()))).isEmpty();
    }

    // ---- steps ----

    private void openTickets(String column) throws Exception {
        fx(() -> {
            window.model().openFile(file);
            return 1;
        });
        eventually(() -> assertThat(shown("#recipe-editor")).isTrue());
        eventually(() -> assertThat(state()).isEqualTo(EditorModel.State.SOUND));
        fx(() -> {
            editor().selected().set(column);
            return 1;
        });
    }

    private FakeStore putRun(long rows) throws Exception {
        Path folder = Files.createDirectories(home.resolve("runs").resolve("made"));
        Files.writeString(folder.resolve("run.db"), "");
        FakeStore store = new FakeStore(folder, SampleRecipes.tickets(), rows);
        rooms.put(store);
        return store;
    }

    private void openRun(long rows) throws Exception {
        Path folder = putRun(rows).folder();
        fx(() -> {
            window.model().openRun(folder);
            return 1;
        });
        eventually(() -> assertThat(rows("#rows-table")).isEqualTo((int) (rows - rows / 10)));
    }

    private void choose(int index) throws Exception {
        fx(() -> {
            table("#rows-table").getSelectionModel().select(index);
            return 1;
        });
        eventually(() -> assertThat(shown("#row-inspector #cell-ticket")).isTrue());
    }

    private void showAllRows() throws Exception {
        fx(() -> {
            run().rows().showState(Optional.empty());
            return 1;
        });
    }

    /** The number of the chosen row; -1 while it is not there. */
    private long chosenRow() throws Exception {
        return fx(() ->
                table("#rows-table").getSelectionModel().getSelectedItem() instanceof RowSlot slot ? number(slot) : -1);
    }

    private List<Long> numbers() throws Exception {
        return fx(() -> table("#rows-table").getItems().stream()
                .map(item -> number((RowSlot) item))
                .toList());
    }

    private static long number(RowSlot slot) {
        RunRow row = slot.row().get();
        return row == null ? -1 : row.number();
    }

    private void clickFirstRow() {
        eventually(() -> assertThat(shown("#rows-table .table-row-cell")).isTrue());
        robot.clickOn("#rows-table .table-row-cell");
    }

    private String value(long row) throws Exception {
        return rooms.open(home.resolve("runs").resolve("made"))
                .row(row)
                .orElseThrow()
                .row()
                .get("ticket")
                .getAsString();
    }

    // ---- what there is ----

    private EditorModel editor() {
        DataModel.Desk desk = window.model().desk().get();
        if (desk == null) {
            throw new AssertionError("no recipe is open");
        }
        return desk.editor();
    }

    private RunModel run() {
        RunModel run = window.model().run().get();
        if (run == null) {
            throw new AssertionError("no run is open");
        }
        return run;
    }

    private Recipe recipe() throws Exception {
        return fx(() -> {
            Recipe recipe = editor().recipe().get();
            if (recipe == null) {
                throw new AssertionError("no recipe could be read");
            }
            return recipe;
        });
    }

    private List<String> columns() throws Exception {
        return recipe().columns().stream().map(column -> column.name()).toList();
    }

    private EditorModel.State state() throws Exception {
        return fx(() -> editor().state().get());
    }

    private String source() throws Exception {
        return fx(() -> editor().source().get());
    }

    private String label(String selector) throws Exception {
        return fx(() -> ((Label) window.find(selector)).getText());
    }

    private String text(String selector) throws Exception {
        return fx(() -> ((TextInputControl) window.find(selector)).getText());
    }

    private String selection(String selector) throws Exception {
        return fx(() -> ((TextInputControl) window.find(selector)).getSelectedText());
    }

    private TableView<?> table(String selector) {
        return (TableView<?>) window.find(selector);
    }

    private int rows(String selector) throws Exception {
        return fx(() -> table(selector).getItems().size());
    }

    private boolean shown(String selector) throws Exception {
        return fx(() -> window.stage().getScene().lookup(selector) != null);
    }

    private List<String> texts(String selector) throws Exception {
        return fx(() -> window.find(selector).lookupAll("*").stream()
                .filter(node -> node instanceof Labeled && node.isVisible())
                .map(node -> ((Labeled) node).getText())
                .filter(text -> text != null && !text.isEmpty())
                .toList());
    }

    private void fire(String selector) throws Exception {
        fx(() -> {
            ((ButtonBase) window.find(selector)).fire();
            return 1;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void write(String selector, String text) throws Exception {
        fx(() -> {
            ((TextInputControl) window.find(selector)).setText(text);
            return 1;
        });
    }

    private void select(String selector) throws Exception {
        fx(() -> {
            ((ToggleButton) window.find(selector)).setSelected(true);
            return 1;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void focus(String selector) throws Exception {
        fx(() -> {
            window.find(selector).requestFocus();
            return 1;
        });
    }

    private String focused() throws Exception {
        return fx(() -> String.valueOf(window.stage().getScene().getFocusOwner().getId()));
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<String> nameless(Parent parent) {
        List<String> found = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Control control && child.isVisible() && needsName(control) && !hasName(control)) {
                found.add(
                        control.getClass().getSimpleName() + " #" + control.getId() + " in " + parent.getStyleClass());
            }
            boolean inside =
                    child instanceof ListView || child instanceof TableView || child instanceof TextInputControl;
            if (child instanceof Parent branch && !inside) {
                found.addAll(nameless(branch));
            }
        }
        return found;
    }

    private static boolean needsName(Control control) {
        return !(control instanceof ScrollBar)
                && !(control instanceof Label)
                && !(control instanceof ScrollPane && !control.isFocusTraversable())
                && (control.isFocusTraversable() || control instanceof Labeled);
    }

    private static boolean hasName(Control control) {
        String spoken = control.getAccessibleText();
        return (spoken != null && !spoken.isBlank())
                || (control instanceof Labeled labeled
                        && labeled.getText() != null
                        && !labeled.getText().isBlank());
    }
}
