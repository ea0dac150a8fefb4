package studio.athanor.data.recipe;

import java.util.Locale;

/** The types of columns, in the words of a recipe's {@code type}. */
public enum ColumnType {
    CATEGORY,
    SUBCATEGORY,
    UNIFORM,
    NORMAL,
    POISSON,
    BERNOULLI,
    INTEGER,
    DATETIME,
    UUID,
    PERSON,
    PICK,
    CHUNK,
    EXPRESSION,
    TEXT,
    STRUCTURED,
    CHOICE,
    SCORE,
    CONVERSATION,
    TOOL_CONVERSATION,
    EMBEDDING;

    /** Returns the word that a file uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the type of a kind. */
    public static ColumnType of(ColumnKind kind) {
        return switch (kind) {
            case ColumnKind.Category _ -> CATEGORY;
            case ColumnKind.Subcategory _ -> SUBCATEGORY;
            case ColumnKind.Uniform _ -> UNIFORM;
            case ColumnKind.Normal _ -> NORMAL;
            case ColumnKind.Poisson _ -> POISSON;
            case ColumnKind.Bernoulli _ -> BERNOULLI;
            case ColumnKind.IntegerRange _ -> INTEGER;
            case ColumnKind.DateTime _ -> DATETIME;
            case ColumnKind.RandomUuid _ -> UUID;
            case ColumnKind.Person _ -> PERSON;
            case ColumnKind.Pick _ -> PICK;
            case ColumnKind.Chunk _ -> CHUNK;
            case ColumnKind.Expression _ -> EXPRESSION;
            case ColumnKind.Text _ -> TEXT;
            case ColumnKind.Structured _ -> STRUCTURED;
            case ColumnKind.Choice _ -> CHOICE;
            case ColumnKind.Score _ -> SCORE;
            case ColumnKind.Conversation _ -> CONVERSATION;
            case ColumnKind.ToolConversation _ -> TOOL_CONVERSATION;
            case ColumnKind.Embedding _ -> EMBEDDING;
        };
    }
}
