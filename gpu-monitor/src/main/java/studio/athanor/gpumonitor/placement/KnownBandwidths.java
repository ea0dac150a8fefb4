package studio.athanor.gpumonitor.placement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Memory bandwidths where nobody measured: by a card's name, or else what is usual for its kind. */
public final class KnownBandwidths {

    private static final Map<String, Double> BY_NAME = read();

    /** A kind of device. */
    public enum Kind {
        /** A graphics card with its own memory. */
        DISCRETE(300),
        /** Graphics that share the processor's memory. */
        INTEGRATED(60),
        /** The processor: two channels of DDR4-3200 give 51 GB/s, of which some 40 arrive. */
        PROCESSOR(40),
        /** A device that is emulated in software. */
        SOFTWARE(10);

        private final double gigabytesPerSecond;

        Kind(double gigabytesPerSecond) {
            this.gigabytesPerSecond = gigabytesPerSecond;
        }
    }

    private KnownBandwidths() {}

    private static Map<String, Double> read() {
        Map<String, Double> known = new HashMap<>();
        try (InputStream in = KnownBandwidths.class.getResourceAsStream("bandwidths.txt")) {
            if (in == null) {
                throw new IllegalStateException("bandwidths.txt is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.indexOf('=');
                if (!line.startsWith("#") && equals > 0) {
                    known.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(known);
    }

    /** Returns the data sheet's figure for a device's name as its driver gives it, if the card is known. */
    public static Optional<Bandwidth> ofName(String name) {
        String wanted = words(name);
        boolean laptop = wanted.contains(" laptop ") || wanted.contains(" mobile ") || wanted.contains(" max q ");
        String best = "";
        for (String known : BY_NAME.keySet()) {
            boolean laptopPart = known.endsWith(" laptop");
            String part = laptopPart ? known.substring(0, known.length() - " laptop".length()) : known;
            if (laptopPart == laptop && wanted.contains(words(part)) && known.length() > best.length()) {
                best = known;
            }
        }
        Double found = BY_NAME.get(best);
        return found == null
                ? Optional.empty()
                : Optional.of(Bandwidth.ofGigabytesPerSecond(found, Bandwidth.Source.DATASHEET));
    }

    /** Returns the data sheet's figure, or else what is usual for the kind. */
    public static Bandwidth ofNameOrKind(String name, Kind kind) {
        return ofName(name)
                .orElseGet(() -> Bandwidth.ofGigabytesPerSecond(kind.gigabytesPerSecond, Bandwidth.Source.GUESSED));
    }

    /** Lower case, with single spaces between words and around the whole; {@code -} and marks count as spaces. */
    private static String words(String text) {
        return " "
                + text.toLowerCase(Locale.ROOT)
                        .replaceAll("\\((r|tm|c)\\)", " ")
                        .replaceAll("[^a-z0-9.]+", " ")
                        .strip() + " ";
    }
}
