package studio.athanor.data.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who wrote a name that is not there. */
final class Nearest {

    private Nearest() {}

    /** Returns a sentence with a leading space that asks for the nearest name, or nothing if none is near. */
    static String question(String wrong, Collection<String> names) {
        return of(wrong, names).map(name -> " Did you mean \"" + name + "\"?").orElse("");
    }

    static Optional<String> of(String wrong, Collection<String> names) {
        String plain = plain(wrong);
        int most = Math.max(1, Math.min(3, plain.length() / 3));
        return names.stream()
                .filter(name -> !name.equals(wrong))
                .filter(name -> Math.abs(name.length() - wrong.length()) <= 3)
                .filter(name -> distance(plain, plain(name)) <= most)
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    /** Counts letters to add, remove, replace or swap with the next. */
    private static int distance(String a, String b) {
        if (a.length() > 100 || b.length() > 100) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
