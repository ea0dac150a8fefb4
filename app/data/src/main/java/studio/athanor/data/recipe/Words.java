package studio.athanor.data.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that a file uses for the constants of an enum: small letters, hyphens. */
final class Words<E extends Enum<E>> {

    private final Map<String, E> constants = new LinkedHashMap<>();

    private Words(List<E> allowed) {
        allowed.forEach(each -> constants.put(of(each), each));
    }

    static <E extends Enum<E>> Words<E> of(Class<E> type) {
        return new Words<>(Arrays.asList(type.getEnumConstants()));
    }

    static <E extends Enum<E>> Words<E> of(List<E> allowed) {
        return new Words<>(allowed);
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Optional<E> constant(String word) {
        return Optional.ofNullable(constants.get(word));
    }

    List<String> words() {
        return List.copyOf(constants.keySet());
    }
}
