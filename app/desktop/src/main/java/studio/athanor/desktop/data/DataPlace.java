package studio.athanor.desktop.data;

/** The places of the pane. */
enum DataPlace {
    /** Recipes and runs. */
    GALLERY,
    /** A recipe. */
    EDITOR,
    /** A run. */
    RUN
}
