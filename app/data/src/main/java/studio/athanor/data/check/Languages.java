package studio.athanor.data.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Tells in what language a text is, of the about 100 that Apache OpenNLP's model knows. The model gives all languages some
 * of the probability; here those are left out that the text's script does not write, and the rest is raised to a power so
 * that a plain sentence comes out near 1. The model is read once, when the first text asks, and takes about 40 MB.
 *
 * <p>Languages are named by ISO 639-3. Those that a few sentences do not tell apart are one: Bokmål and Nynorsk ({@code
 * nor}), Bosnian and Croatian ({@code hrv}), Malay and Indonesian ({@code ind}).
 */
final class Languages {

    private static final String MODEL = "/langdetect-183.bin";
    private static final double SHARPNESS = 16;

    /** More does not make the answer surer. */
    private static final int LONGEST = 10_000;

    static final Set<String> KNOWN = Set.of(("afr ara ast aze bak bel ben bre bul cat ceb ces che cym dan deu ell"
                    + " eng epo est eus fao fas fin fra fry gle glg gsw guj heb hin hrv hun hye ind isl ita jav jpn kan"
                    + " kat kaz kir kor lat lav lim lit ltz mal mar min mkd mlg mlt mon mri nan nds nep nld nor oci pan pnb"
                    + " pol por pus ron rus san sin slk slv som spa sqi srp sun swa swe tam tat tel tgk tgl tha tur ukr"
                    + " urd uzb vie vol war zho zul")
            .split(" "));

    private @Nullable LanguageDetectorModel model;

    /**
     * What a text seems to be in.
     *
     * @param confidence of each language, summing to 1; empty for a text without letters
     * @param letters how many the text has
     */
    record Guess(Map<String, Double> confidence, int letters) {

        double of(String language) {
            return confidence.getOrDefault(language, 0.0);
        }

        Optional<String> best() {
            return confidence.entrySet().stream()
                    .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey);
        }
    }

    /** Returns the language that a code of ISO 639, a language tag or an English name means, if it can be told. */
    static Optional<String> named(String asked) {
        String name = asked.strip().toLowerCase(Locale.ROOT);
        String code = name.split("[-_]", 2)[0];
        return Arrays.stream(Locale.getISOLanguages())
                .map(Locale::of)
                .filter(locale -> locale.getLanguage().equals(code)
                        || locale.getISO3Language().equals(code)
                        || locale.getDisplayLanguage(Locale.ENGLISH)
                                .toLowerCase(Locale.ROOT)
                                .equals(name))
                .map(locale -> kin(locale.getISO3Language()))
                .findFirst()
                .or(() -> Optional.of(kin(code)))
                .filter(KNOWN::contains);
    }

    /** Returns a language's English name. */
    static String shown(String language) {
        return Arrays.stream(Locale.getISOLanguages())
                .map(Locale::of)
                .filter(locale -> locale.getISO3Language().equals(language))
                .map(locale -> locale.getDisplayLanguage(Locale.ENGLISH))
                .findFirst()
                .orElse(language);
    }

    Guess guess(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        Map<UnicodeScript, Integer> letters = letters(start);
        int count = letters.values().stream().mapToInt(Integer::intValue).sum();
        UnicodeScript script = main(letters);
        if (script == UnicodeScript.UNKNOWN) {
            return new Guess(Map.of(), 0);
        }
        Map<String, Double> weights = new HashMap<>();
        double sum = 0;
        for (Language language : new LanguageDetectorME(model()).predictLanguages(start)) {
            if (writes(language.getLang(), script)) {
                double weight = Math.pow(language.getConfidence(), SHARPNESS);
                weights.merge(kin(language.getLang()), weight, Double::sum);
                sum += weight;
            }
        }
        double whole = sum;
        weights.replaceAll((_, weight) -> whole > 0 ? weight / whole : 0);
        return new Guess(weights, count);
    }

    private static Map<UnicodeScript, Integer> letters(String text) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .forEach(script -> letters.merge(script, 1, Integer::sum));
        return letters;
    }

    /** Returns the script of most letters; some kana make a text Japanese. */
    private static UnicodeScript main(Map<UnicodeScript, Integer> letters) {
        int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0) + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
        UnicodeScript most = letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UnicodeScript.UNKNOWN);
        boolean japanese = most == UnicodeScript.KATAKANA
                || (most == UnicodeScript.HAN && kana * 10 >= letters.getOrDefault(UnicodeScript.HAN, 0));
        return japanese ? UnicodeScript.HIRAGANA : most;
    }

    private static boolean writes(String language, UnicodeScript script) {
        return switch (language) {
            case "bak", "bul", "bel", "che", "kaz", "kir", "mkd", "mon", "rus", "tat", "tgk", "ukr" ->
                script == UnicodeScript.CYRILLIC;
            case "srp" -> script == UnicodeScript.CYRILLIC || script == UnicodeScript.LATIN;
            case "ara", "fas", "pes", "pnb", "urd", "pus" -> script == UnicodeScript.ARABIC;
            case "hin", "mar", "nep", "san" -> script == UnicodeScript.DEVANAGARI;
            case "cmn" -> script == UnicodeScript.HAN;
            case "jpn" -> script == UnicodeScript.HIRAGANA || script == UnicodeScript.HAN;
            case "kor" -> script == UnicodeScript.HANGUL;
            case "tha" -> script == UnicodeScript.THAI;
            case "ell" -> script == UnicodeScript.GREEK;
            case "heb" -> script == UnicodeScript.HEBREW;
            case "hye" -> script == UnicodeScript.ARMENIAN;
            case "kat" -> script == UnicodeScript.GEORGIAN;
            case "ben" -> script == UnicodeScript.BENGALI;
            case "tam" -> script == UnicodeScript.TAMIL;
            case "tel" -> script == UnicodeScript.TELUGU;
            case "kan" -> script == UnicodeScript.KANNADA;
            case "mal" -> script == UnicodeScript.MALAYALAM;
            case "guj" -> script == UnicodeScript.GUJARATI;
            case "pan" -> script == UnicodeScript.GURMUKHI;
            case "sin" -> script == UnicodeScript.SINHALA;
            default -> script == UnicodeScript.LATIN;
        };
    }

    static String kin(String language) {
        return switch (language) {
            case "cmn" -> "zho";
            case "lvs" -> "lav";
            case "pes" -> "fas";
            case "ekk" -> "est";
            case "arb" -> "ara";
            case "plt" -> "mlg";
            case "nob", "nno" -> "nor";
            case "bos" -> "hrv";
            case "msa", "zlm", "in" -> "ind";
            case "iw" -> "heb";
            case "fil" -> "tgl";
            default -> language;
        };
    }

    synchronized LanguageDetectorModel model() {
        LanguageDetectorModel known = model;
        if (known == null) {
            try (InputStream file = LanguageDetectorModel.class.getResourceAsStream(MODEL)) {
                known = new LanguageDetectorModel(Objects.requireNonNull(file));
            } catch (IOException e) {
                throw new UncheckedIOException("The program's language model cannot be read", e);
            }
            model = known;
        }
        return known;
    }
}
