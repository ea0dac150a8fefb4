package studio.athanor.desktop.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTransferTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Trip plan,Trip plan",
                "a/b\\c:d*e,a b c d e",
                "../../etc/passwd,etc passwd",
                "???,conversation",
                "Größe – ¿qué?,Größe qué"
            })
    void makesAFileNameOfATitle(String title, String name) {
        assertThat(ConversationTransfer.fileName(title)).isEqualTo(name);
    }

    @Test
    void handsAnAddressToTheSystemsBrowserAsOneArgument() {
        String address = "https://example.org/?a=b&c=$(x)";
        assertThat(LinkPopup.command("Linux", address)).isEqualTo(List.of("xdg-open", address));
        assertThat(LinkPopup.command("Mac OS X", address)).isEqualTo(List.of("open", address));
        assertThat(LinkPopup.command("Windows 11", address))
                .isEqualTo(List.of("rundll32", "url.dll,FileProtocolHandler", address));
    }
}
