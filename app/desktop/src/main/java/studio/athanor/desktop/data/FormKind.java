package studio.athanor.desktop.data;

import java.util.List;

/** What a form is of: a kind of column, or a kind of check. */
interface FormKind {

    /** Returns the constant's name; its words are in the texts. */
    String name();

    /** Returns the fields, in the order in which they are shown. */
    List<FormField> fields();
}
