package studio.athanor.core.chat;

import java.util.List;

/**
 * What an import did.
 *
 * @param imported conversations that are new or have new turns
 * @param unchanged conversations that were there already
 * @param problems one sentence for each thing that was left out, with the field it concerns
 */
public record ImportReport(List<ConversationId> imported, int unchanged, List<String> problems) {
    public ImportReport {
        imported = List.copyOf(imported);
        problems = List.copyOf(problems);
    }
}
