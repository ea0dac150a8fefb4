package studio.athanor.engines.llama;

import java.util.Locale;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;

/** ChatML, which most models understand that come without a template. */
final class ChatMlTemplate implements ConversationTemplate {

    @Override
    public Rendered render(Prompt.Conversation conversation) {
        StringBuilder text = new StringBuilder();
        for (Message message : conversation.messages()) {
            text.append("<|im_start|>")
                    .append(message.role().name().toLowerCase(Locale.ROOT))
                    .append('\n')
                    .append(message.content())
                    .append("<|im_end|>\n");
        }
        text.append("<|im_start|>assistant\n");
        return new Rendered(text.toString(), AnswerText.plain());
    }
}
