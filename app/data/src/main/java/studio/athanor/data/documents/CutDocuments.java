package studio.athanor.data.documents;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.FileFingerprint;

/**
 * What the chunks of a store were made of.
 *
 * @param options how it was cut
 * @param documents by name, in order
 */
record CutDocuments(ChunkOptions options, List<FileFingerprint> documents) {

    /** Returns the first difference to what they were, as a sentence; empty if there is none. */
    Optional<String> changeSince(CutDocuments before) {
        if (!options.equals(before.options)) {
            return Optional.of("They are to be cut otherwise: chunks of " + options.chunkTokens() + " tokens with "
                    + options.overlapTokens() + " repeated, and before of " + before.options.chunkTokens() + " with "
                    + before.options.overlapTokens() + ".");
        }
        Map<String, FileFingerprint> known = new HashMap<>();
        before.documents.forEach(each -> known.put(each.path(), each));
        Map<String, FileFingerprint> gone = new LinkedHashMap<>();
        before.documents.forEach(each -> gone.put(each.path(), each));
        for (FileFingerprint each : documents) {
            gone.remove(each.path());
            FileFingerprint old = known.get(each.path());
            if (old == null) {
                return Optional.of("The document " + each.path() + " was not there.");
            }
            Optional<String> change = each.changeSince(old);
            if (change.isPresent()) {
                return change.map(what -> "The document " + each.path() + " was changed: " + what + ".");
            }
        }
        return gone.keySet().stream().findFirst().map(name -> "The document " + name + " is gone.");
    }
}
