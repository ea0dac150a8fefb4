package studio.athanor.desktop.data;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/** A bar that is as long as a share. */
final class ShareBar extends Region {

    private final double share;
    private final Region filled = new Region();

    /**
     * Creates a bar.
     *
     * @param share from 0 to 1
     */
    ShareBar(double share) {
        this.share = Math.clamp(share, 0, 1);
        getStyleClass().add("share-bar");
        filled.getStyleClass().add("share-filled");
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        getChildren().add(filled);
    }

    @Override
    protected void layoutChildren() {
        filled.resizeRelocate(0, 0, Math.max(1, Math.rint(getWidth() * share)), getHeight());
    }
}
