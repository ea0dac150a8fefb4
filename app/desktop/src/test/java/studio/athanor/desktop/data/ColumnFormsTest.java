package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;

class ColumnFormsTest {

    private static final RecipeNames NAMES =
            new RecipeNames(List.of("urgency"), List.of("writer", "judge"), List.of("words"));

    @ParameterizedTest
    @EnumSource
    void readsAKindFromTheFormThatItFilled(ColumnForm form) throws FormMistake {
        FormValues values = ColumnForms.initial(form, FormValues.of(Map.of()), NAMES);
        ColumnKind kind = ColumnForms.kind(form, values, new ColumnKind.Poisson(1));
        assertThat(ColumnForm.of(kind)).isEqualTo(form);
        FormValues again = ColumnForms.values(kind);
        assertThat(again.all().keySet())
                .containsAll(form.fields().stream().map(FormField::key).toList());
        assertThat(ColumnForms.kind(form, again, kind)).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void readsACheckFromTheFormThatItFilled(CheckForm form) throws FormMistake {
        FormValues values = FormValues.initial(form.fields(), FormValues.of(Map.of()));
        RowCheck check = form.check(values, Position.NONE);
        assertThat(CheckForm.of(check)).isEqualTo(form);
        assertThat(form.check(CheckForm.values(check), Position.NONE)).isEqualTo(check);
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "STRUCTURED", "CHOICE", "SCORE", "CONVERSATION", "TOOL_CONVERSATION"})
    void makesANewColumnThatTheRecipesRoomCanWriteAndRead(ColumnForm form) {
        Column column = ColumnForms.blank(form, "fresh", SampleRecipes.tickets());
        var recipe = RecipeEdits.inserted(SampleRecipes.tickets(), 2, column);
        String source = new FakeRooms().write(recipe);
        assertThat(SampleRecipes.read(source).column("fresh").orElseThrow().kind())
                .isEqualTo(column.kind());
    }
}
