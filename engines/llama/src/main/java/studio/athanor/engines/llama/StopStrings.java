package studio.athanor.engines.llama;

import java.util.List;

/** Ends a text before the first of some strings, and holds back what might be the beginning of one. */
final class StopStrings {

    private final List<String> stops;
    private final int longest;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    StopStrings(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
        this.longest = this.stops.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Takes text and returns what is certainly part of the answer. */
    String append(String text) {
        if (longest == 0) {
            return text;
        }
        if (stopped) {
            return "";
        }
        held.append(text);
        int first = firstStop();
        if (first >= 0) {
            stopped = true;
            String answer = held.substring(0, first);
            held.setLength(0);
            return answer;
        }
        int keep = possibleBeginning();
        String answer = held.substring(0, held.length() - keep);
        held.delete(0, held.length() - keep);
        return answer;
    }

    /** Tells whether a stop string appeared. */
    boolean stopped() {
        return stopped;
    }

    /** Returns what is held: the answer ended for another reason. */
    String finish() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    private int firstStop() {
        int first = -1;
        for (String stop : stops) {
            int at = held.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
    }

    private int possibleBeginning() {
        for (int length = Math.min(longest - 1, held.length()); length > 0; length--) {
            String end = held.substring(held.length() - length);
            for (String stop : stops) {
                if (stop.length() > length && stop.startsWith(end)) {
                    return length;
                }
            }
        }
        return 0;
    }
}
