package studio.athanor.core.chat;

import com.google.gson.JsonObject;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SettingsSection;

/**
 * How new conversations begin.
 *
 * @param settings of a new conversation
 */
public record NewChatSettings(ChatSettings settings) {

    /** Its section of the settings file. */
    public static final SettingsSection<NewChatSettings> SECTION = new Section();

    private static final class Section implements SettingsSection<NewChatSettings> {

        @Override
        public String name() {
            return "newChat";
        }

        @Override
        public NewChatSettings defaults() {
            return new NewChatSettings(ChatSettings.defaults());
        }

        @Override
        public NewChatSettings read(JsonFields fields) {
            return new NewChatSettings(ChatJson.settings(fields));
        }

        @Override
        public JsonObject write(NewChatSettings value) {
            return ChatJson.write(value.settings());
        }
    }
}
