package studio.athanor.gpumonitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import studio.athanor.gpumonitor.SourceReader.Answer;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceMatching;
import studio.athanor.gpumonitor.device.EngineSeenDevice;
import studio.athanor.gpumonitor.device.GpuDevice;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;

/**
 * Which cards there are, put together from what all sources and engines report. An earlier source's words count more: a
 * later one fills in what is missing. Without an address, a card is taken for one that has the same name.
 */
final class Board {

    private static final Comparator<Card> BY_PLACE = Comparator.comparing(
            (Card card) -> card.identity.hardware().pci(),
            Comparator.comparing(
                    (Optional<PciAddress> pci) -> pci.orElse(null), Comparator.nullsLast(Comparator.naturalOrder())));

    private final List<List<DeviceIdentity>> reported;
    private final List<EngineSeenDevice> seen;
    private final List<Place> places;

    private Board(List<List<DeviceIdentity>> reported, List<EngineSeenDevice> seen, List<Place> places) {
        this.reported = reported;
        this.seen = seen;
        this.places = places;
    }

    static Board of(List<Answer> answers, List<EngineSeenDevice> seen) {
        List<List<DeviceIdentity>> reported =
                answers.stream().map(Answer::identities).toList();
        List<Card> cards = new ArrayList<>();
        for (int source = 0; source < reported.size(); source++) {
            add(cards, source, reported.get(source));
        }
        cards.sort(BY_PLACE);
        Map<DeviceIdentity, List<Look>> looks = cards.stream()
                .collect(Collectors.toMap(card -> card.identity, card -> card.looks, (first, _) -> first));
        List<Place> places =
                DeviceMatching.join(
                                cards.stream()
                                        .map(card -> card.identity)
                                        .distinct()
                                        .toList(),
                                seen)
                        .stream()
                        .map(device -> new Place(device, looks.getOrDefault(device.identity(), List.of())))
                        .toList();
        return new Board(reported, seen, places);
    }

    /** Tells whether this board was made from just these reports. */
    boolean isOf(List<Answer> answers, List<EngineSeenDevice> others) {
        return seen.equals(others)
                && reported.equals(answers.stream().map(Answer::identities).toList());
    }

    List<DeviceReading> read(List<Answer> answers) {
        return places.stream()
                .map(place -> new DeviceReading(place.device, place.read(answers)))
                .toList();
    }

    private static void add(List<Card> cards, int source, List<DeviceIdentity> identities) {
        List<Card> before = List.copyOf(cards);
        for (int i = 0; i < identities.size(); i++) {
            DeviceIdentity identity = identities.get(i);
            Look look = new Look(source, i);
            Optional<Card> same = cards.stream()
                    .filter(card -> card.identity.isSameCard(identity))
                    .findFirst();
            if (same.isPresent()) {
                same.get().add(identity, look);
            } else if (identity.hardware().pci().isPresent() || isNewName(before, identity)) {
                cards.add(new Card(identity, twins(cards, identity), look));
            } else {
                only(before, identity).ifPresent(card -> card.add(identity, look));
            }
        }
    }

    /** A source that tells no addresses reports twins in the same words. */
    private static long twins(List<Card> cards, DeviceIdentity identity) {
        return cards.stream()
                .filter(card -> card.reportedKey.equals(identity.key()))
                .count();
    }

    private static boolean isNewName(List<Card> cards, DeviceIdentity identity) {
        return cards.stream().noneMatch(card -> card.reportedName.equalsIgnoreCase(identity.name()));
    }

    /** Of twins nobody can say which is meant, so their second report is left out. */
    private static Optional<Card> only(List<Card> cards, DeviceIdentity identity) {
        List<Card> named = cards.stream()
                .filter(card -> card.reportedName.equalsIgnoreCase(identity.name()))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** Where a source's reading of a card is found. */
    private record Look(int source, int position) {

        GpuReading in(List<Answer> answers) {
            return answers.get(source).readings().get(position);
        }
    }

    private record Place(GpuDevice device, List<Look> looks) {

        GpuReading read(List<Answer> answers) {
            Function<Look, GpuReading> reading = look -> look.in(answers);
            return looks.stream()
                    .map(reading)
                    .reduce(GpuReading::filledFrom)
                    .orElseGet(() -> GpuReading.absent(DeviceState.OK)
                            .withMemory(MemoryReading.ofSize(
                                    device.identity().memory().totalBytes())));
        }
    }

    private static final class Card {
        private final String reportedName;
        private final String reportedKey;
        private final List<Look> looks = new ArrayList<>();
        private DeviceIdentity identity;

        /** @param twins cards before it that were reported in the same words: the second is numbered 2 */
        Card(DeviceIdentity reported, long twins, Look look) {
            reportedName = reported.name();
            reportedKey = reported.key();
            identity = twins == 0 ? reported : reported.numbered(twins + 1);
            looks.add(look);
        }

        void add(DeviceIdentity other, Look look) {
            identity = identity.filledFrom(other);
            looks.add(look);
        }
    }
}
