package studio.athanor.core.window;

/** Keeps the window's state in a file of its own, as it changes often and matters little. Thread-safe. */
public interface WindowStateFile {

    /** Returns what was kept, or the initial state if there is nothing usable. */
    WindowState load();

    /** Keeps a state; written in the background, the latest wins. */
    void save(WindowState state);
}
