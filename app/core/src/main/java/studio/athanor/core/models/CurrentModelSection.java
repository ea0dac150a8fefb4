package studio.athanor.core.models;

import com.google.gson.JsonObject;
import java.util.Optional;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SettingsSection;

/** Which model answers unless a conversation names another. */
final class CurrentModelSection implements SettingsSection<CurrentModelSection.Choice> {

    static final CurrentModelSection SECTION = new CurrentModelSection();

    private CurrentModelSection() {}

    /**
     * The choice.
     *
     * @param model absent before anybody chose
     */
    record Choice(Optional<ModelRef> model) {}

    @Override
    public String name() {
        return "currentModel";
    }

    @Override
    public Choice defaults() {
        return new Choice(Optional.empty());
    }

    @Override
    public Choice read(JsonFields fields) {
        return new Choice(fields.optionalText("model").map(ModelRef::new));
    }

    @Override
    public JsonObject write(Choice value) {
        JsonObject json = new JsonObject();
        value.model().ifPresent(model -> json.addProperty("model", model.value()));
        return json;
    }
}
