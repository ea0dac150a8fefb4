package studio.athanor.core.chat;

import static studio.athanor.core.testkit.TestStudio.await;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import studio.athanor.core.testkit.FakeOpener;
import studio.athanor.core.testkit.FakeRequest;
import studio.athanor.core.testkit.TestStudio;

/** Stores messages until it is killed, and prints the id of each one whose storing was acknowledged. */
final class StoringProgram {

    private StoringProgram() {}

    public static void main(String[] arguments) throws Exception {
        FakeOpener opener = FakeOpener.answering(StoringProgram::answer);
        try (TestStudio studio = new TestStudio(Path.of(arguments[0]), opener, InstantSource.system())) {
            ConversationService service = studio.chats().service();
            ActiveAnswer answer = service.start("Message 0", List.of(), ChatSettings.defaults());
            for (int i = 1; ; i++) {
                await(answer.stored());
                answer.question().ifPresent(question -> acknowledge(question.id()));
                await(answer.finished());
                acknowledge(answer.answer());
                answer = i % 7 == 0
                        ? service.start("Message " + i, List.of(), ChatSettings.defaults())
                        : service.send(answer.conversation(), "Message " + i, List.of(), ChatSettings.defaults());
            }
        }
    }

    private static void acknowledge(TurnId turn) {
        System.out.println(turn);
        System.out.flush();
    }

    private static void answer(FakeRequest request) {
        request.text("An answer to ")
                .text(request.messages().getLast().content())
                .done();
    }
}
