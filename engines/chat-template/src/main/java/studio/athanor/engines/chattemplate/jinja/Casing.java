package studio.athanor.engines.chattemplate.jinja;

import java.util.Locale;

/** Changes and questions of upper and lower case that Java has no word for. */
final class Casing {

    private Casing() {}

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return titleCase(text.substring(0, first)) + text.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String titleCase(String character) {
        int codePoint = character.codePointAt(0);
        int title = Character.toTitleCase(codePoint);
        return title == codePoint && !Character.isTitleCase(codePoint)
                ? capitalizeSpecial(character)
                : Character.toString(title);
    }

    /** Cases characters whose capital is several characters. */
    private static String capitalizeSpecial(String character) {
        String upper = character.toUpperCase(Locale.ROOT);
        if (upper.equals(character)) {
            return character;
        }
        int first = upper.offsetByCodePoints(0, 1);
        return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
    }

    static String title(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int end = text.offsetByCodePoints(i, 1);
            String character = text.substring(i, end);
            titled.append(inWord ? character.toLowerCase(Locale.ROOT) : titleCase(character));
            inWord = Characters.isCased(character.codePointAt(0));
            i = end;
        }
        return titled.toString();
    }

    static String swap(String text) {
        StringBuilder swapped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            swapped.append(
                    Character.isUpperCase(c) ? character.toLowerCase(Locale.ROOT) : character.toUpperCase(Locale.ROOT));
        });
        return swapped.toString();
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    static boolean isTitle(String text) {
        boolean inWord = false;
        boolean found = false;
        for (int c : text.codePoints().toArray()) {
            if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
                if (inWord) {
                    return false;
                }
                found = true;
                inWord = true;
            } else if (Character.isLowerCase(c)) {
                if (!inWord) {
                    return false;
                }
            } else {
                inWord = false;
            }
        }
        return found;
    }
}
