package studio.athanor.data.documents;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import studio.athanor.data.documents.extract.Block;
import studio.athanor.data.documents.extract.Extracted;

/**
 * Cuts a document at sentences, so that no chunk is longer than allowed, paragraphs stay whole where that leaves no chunk
 * less than half full, and a heading is not the last of its chunk. A sentence that is too long is cut at words, a word at
 * letters.
 */
final class Chunker {

    private static final String BETWEEN = "\n\n";

    private final ChunkOptions options;
    private final TokenCounter counter;

    /** A sentence, or what is not cut apart. */
    private record Piece(
            int from, int end, int tokens, boolean heading, boolean opensParagraph, int page, int paragraphTokens) {}

    Chunker(ChunkOptions options, TokenCounter counter) {
        this.options = options;
        this.counter = counter;
    }

    /** Returns a document's whole text: what {@link Chunk#offset} counts in. */
    static String text(Extracted document) {
        StringBuilder text = new StringBuilder();
        for (Block block : document.blocks()) {
            text.append(text.isEmpty() ? "" : BETWEEN).append(block.text());
        }
        return text.toString();
    }

    /**
     * Cuts a document.
     *
     * @param first the number of the first chunk
     */
    List<Chunk> chunks(String name, Extracted document, long first) {
        String text = text(document);
        List<Piece> pieces = pieces(document, text);
        List<Chunk> chunks = new ArrayList<>();
        String before = "";
        int at = 0;
        while (at < pieces.size()) {
            int end = end(pieces, at, text);
            int from = pieces.get(at).from();
            String part = text.substring(from, pieces.get(end - 1).end());
            int page = pieces.get(at).page();
            chunks.add(new Chunk(
                    first + chunks.size(),
                    part,
                    before,
                    name,
                    document.title(),
                    page == 0 ? OptionalInt.empty() : OptionalInt.of(page),
                    from,
                    counter.count(part)));
            before = tail(pieces, at, end, text);
            at = end;
        }
        return chunks;
    }

    /** Returns where a chunk ends that begins at a piece: as late as fits, and at a good place. */
    private int end(List<Piece> pieces, int from, String text) {
        int tokens = 0;
        int end = from;
        while (end < pieces.size() && tokens + pieces.get(end).tokens() <= options.chunkTokens()) {
            Piece piece = pieces.get(end);
            boolean fullEnough = tokens * 2 >= options.chunkTokens();
            if (piece.opensParagraph() && fullEnough && tokens + piece.paragraphTokens() > options.chunkTokens()) {
                break;
            }
            tokens += piece.tokens();
            end++;
        }
        end = Math.max(end, from + 1);
        while (end > from + 1 && end < pieces.size() && pieces.get(end - 1).heading()) {
            end--;
        }
        while (end > from + 1
                && counter.count(text.substring(
                                pieces.get(from).from(), pieces.get(end - 1).end()))
                        > options.chunkTokens()) {
            end--;
        }
        return end;
    }

    /** Returns the last sentences of a chunk, as many as the overlap holds. */
    private String tail(List<Piece> pieces, int from, int end, String text) {
        int tokens = 0;
        int start = end;
        while (start > from && tokens + pieces.get(start - 1).tokens() <= options.overlapTokens()) {
            start--;
            tokens += pieces.get(start).tokens();
        }
        return start == end
                ? ""
                : text.substring(pieces.get(start).from(), pieces.get(end - 1).end());
    }

    private List<Piece> pieces(Extracted document, String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Block block : document.blocks()) {
            int end = at + block.text().length();
            List<int[]> ranges = block.heading() ? List.of(new int[] {at, end}) : sentences(text, at, end);
            int paragraphTokens = counter.count(block.text());
            boolean first = true;
            for (int[] range : ranges) {
                for (int[] part : fitting(text, range[0], range[1])) {
                    int tokens = counter.count(text.substring(part[0], part[1]));
                    pieces.add(
                            new Piece(part[0], part[1], tokens, block.heading(), first, block.page(), paragraphTokens));
                    first = false;
                }
            }
            at = end + BETWEEN.length();
        }
        return pieces;
    }

    private static List<int[]> sentences(String text, int from, int end) {
        return ranges(BreakIterator.getSentenceInstance(Locale.ROOT), text, from, end);
    }

    /** Returns ranges without the blanks around them, and none that is blank. */
    private static List<int[]> ranges(BreakIterator breaks, String text, int from, int end) {
        String part = text.substring(from, end);
        breaks.setText(part);
        List<int[]> ranges = new ArrayList<>();
        int start = breaks.first();
        for (int next = breaks.next(); next != BreakIterator.DONE; start = next, next = breaks.next()) {
            int left = start;
            int right = next;
            while (left < right && Character.isWhitespace(part.charAt(left))) {
                left++;
            }
            while (right > left && Character.isWhitespace(part.charAt(right - 1))) {
                right--;
            }
            if (left < right) {
                ranges.add(new int[] {from + left, from + right});
            }
        }
        return ranges;
    }

    private List<int[]> fitting(String text, int from, int end) {
        if (counter.count(text.substring(from, end)) <= options.chunkTokens()) {
            return List.of(new int[] {from, end});
        }
        List<int[]> words = ranges(BreakIterator.getLineInstance(Locale.ROOT), text, from, end);
        List<int[]> atoms = words;
        boolean byWords = words.size() > 1;
        if (!byWords) {
            atoms = ranges(BreakIterator.getCharacterInstance(Locale.ROOT), text, from, end);
            if (atoms.size() == 1) {
                return atoms;
            }
        }
        List<int[]> parts = new ArrayList<>();
        int at = 0;
        while (at < atoms.size()) {
            int count = longest(text, atoms, at);
            int[] part = {atoms.get(at)[0], atoms.get(at + count - 1)[1]};
            if (count == 1 && byWords) {
                parts.addAll(fitting(text, part[0], part[1]));
            } else {
                parts.add(part);
            }
            at += count;
        }
        return parts;
    }

    /** Returns how many of the atoms fit into a chunk, at least one; found by halving. */
    private int longest(String text, List<int[]> atoms, int at) {
        int fits = 1;
        int most = atoms.size() - at;
        int step = 1;
        while (fits + step <= most && fits(text, atoms, at, fits + step)) {
            fits += step;
            step *= 2;
        }
        for (; step > 0; step /= 2) {
            if (fits + step <= most && fits(text, atoms, at, fits + step)) {
                fits += step;
            }
        }
        return fits;
    }

    private boolean fits(String text, List<int[]> atoms, int at, int count) {
        return counter.count(text.substring(atoms.get(at)[0], atoms.get(at + count - 1)[1])) <= options.chunkTokens();
    }
}
