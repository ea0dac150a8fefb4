package studio.athanor.desktop.models;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;

/** The small labels of a model: what it can do, and whether it fits. */
final class Badges {

    private Badges() {}

    static List<Label> of(Texts texts, ModelRow row) {
        List<Label> badges = new ArrayList<>();
        if (row.starter()) {
            badges.add(badge(texts, "badge.starter"));
        }
        row.facts().ifPresent(facts -> {
            if (facts.companion()) {
                badges.add(badge(texts, "badge.companion"));
            } else if (facts.embeddingModel()) {
                badges.add(badge(texts, "badge.embed"));
            } else if (facts.chatTemplate()) {
                badges.add(badge(texts, "badge.chat"));
            } else {
                badges.add(badge(texts, "badge.text"));
            }
        });
        return badges;
    }

    static Label fit(Texts texts, Fit fit) {
        Label label = new Label(texts.get("fit." + fit.name()));
        FontIcon icon = new FontIcon(icon(fit));
        label.setGraphic(icon);
        label.getStyleClass().addAll("fit", "fit-" + fit.name().toLowerCase(java.util.Locale.ROOT));
        label.setTooltip(new Tooltip(texts.get("fit.tip." + fit.name())));
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label badge(Texts texts, String key) {
        Label label = new Label(texts.get(key));
        label.getStyleClass().add("badge");
        label.setTooltip(new Tooltip(texts.get(key + ".tip")));
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Ikon icon(Fit fit) {
        return switch (fit) {
            case FITS -> Feather.CHECK;
            case TIGHT -> Feather.ALERT_TRIANGLE;
            case NO -> Feather.X;
            case UNKNOWN -> Feather.HELP_CIRCLE;
        };
    }
}
