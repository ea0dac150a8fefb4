package studio.athanor.gpumonitor.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of cards from the list of PCI ids that most systems have ({@code pci.ids}). */
final class PciNames {

    private static final Pattern BRACKETED = Pattern.compile(".*\\[(.+)]");

    private final List<Path> lists;

    PciNames(List<Path> lists) {
        this.lists = List.copyOf(lists);
    }

    /** Returns a card's name, made from its ids if no list knows it. */
    String of(int vendorId, int deviceId) {
        return lists.stream()
                .filter(Files::isReadable)
                .findFirst()
                .flatMap(list -> find(list, vendorId, deviceId))
                .map(name -> maker(vendorId) + name)
                .orElse(maker(vendorId) + String.format(Locale.ROOT, "GPU %04x:%04x", vendorId, deviceId));
    }

    private static Optional<String> find(Path list, int vendorId, int deviceId) {
        String vendor = String.format(Locale.ROOT, "%04x  ", vendorId);
        String device = String.format(Locale.ROOT, "\t%04x  ", deviceId);
        boolean within = false;
        try (BufferedReader reader = Files.newBufferedReader(list, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (within && line.startsWith(device)) {
                    return Optional.of(product(line.substring(device.length())));
                }
                if (!line.isEmpty() && line.charAt(0) != '\t' && line.charAt(0) != '#') {
                    if (within) {
                        return Optional.empty();
                    }
                    within = line.startsWith(vendor);
                }
            }
        } catch (IOException _) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** {@code Navi 31 [Radeon RX 7900 XT/7900 XTX]}: the name that is sold stands in brackets. */
    private static String product(String text) {
        Matcher matcher = BRACKETED.matcher(text);
        return matcher.matches() ? matcher.group(1) : text;
    }

    private static String maker(int vendorId) {
        return switch (vendorId) {
            case DrmCard.AMD -> "AMD ";
            case DrmCard.INTEL -> "Intel ";
            case DrmCard.NVIDIA -> "NVIDIA ";
            default -> "";
        };
    }
}
