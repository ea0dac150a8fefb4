package studio.athanor.desktop.shell;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts of one package, from {@code texts.properties} beside its classes. A missing key is an error, which a test
 * finds. Immutable.
 */
public final class Texts {

    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Reads the texts beside a class.
     *
     * @param owner a class of the package
     */
    public static Texts of(Class<?> owner) {
        return new Texts(
                ResourceBundle.getBundle(owner.getPackageName() + ".texts", Locale.ENGLISH, owner.getModule()));
    }

    /** Returns a text as it is written. */
    public String get(String key) {
        return bundle.getString(key);
    }

    /** Returns a text with its places {@code {0}}, {@code {1}}, ... filled, as {@link MessageFormat} does. */
    public String get(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), Locale.ENGLISH).format(values);
    }
}
