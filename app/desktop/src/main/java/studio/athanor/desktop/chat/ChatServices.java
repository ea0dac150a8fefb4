package studio.athanor.desktop.chat;

import studio.athanor.core.Studio;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.chat.ConversationFiles;
import studio.athanor.core.chat.ConversationService;
import studio.athanor.core.chat.ConversationStore;
import studio.athanor.core.models.ModelLibrary;
import studio.athanor.core.models.ModelSessions;
import studio.athanor.core.presets.Presets;
import studio.athanor.engines.spi.job.Jobs;

/**
 * The parts of the studio that the chat stands on.
 *
 * @param store what was said
 * @param service who asks and answers
 * @param files export and import
 * @param library the known model files
 * @param sessions the loaded models
 * @param presets named sampling
 * @param jobs long work
 */
record ChatServices(
        ConversationStore store,
        ConversationService service,
        ConversationFiles files,
        ModelLibrary library,
        ModelSessions sessions,
        Presets presets,
        Jobs jobs) {

    static ChatServices of(Studio studio, Chats chats) {
        return new ChatServices(
                chats.store(),
                chats.service(),
                chats.files(),
                studio.library(),
                studio.sessions(),
                studio.presets(),
                studio.jobs());
    }
}
