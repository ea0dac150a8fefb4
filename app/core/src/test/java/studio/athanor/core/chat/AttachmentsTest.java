package studio.athanor.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.StudioException;

class AttachmentsTest {

    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void readsTextInTheUsualEncodings() throws Exception {
        String text = "Grüße, мир\n";
        assertThat(Attachments.read(file("utf8", text.getBytes(StandardCharsets.UTF_8)))
                        .text())
                .isEqualTo(text);
        assertThat(Attachments.read(file("bom", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)))
                        .text())
                .isEqualTo(text);
        assertThat(Attachments.read(file("utf16", text.getBytes(StandardCharsets.UTF_16)))
                        .text())
                .isEqualTo(text);
        assertThat(Attachments.read(file("utf16le", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)))
                        .text())
                .isEqualTo(text);
        assertThat(Attachments.read(file("utf32", ("\uFEFF" + text).getBytes(Charset.forName("UTF-32LE"))))
                        .text())
                .isEqualTo(text);
        assertThat(Attachments.read(file("latin", "Grüße\r\nzwei\r".getBytes(Charset.forName("windows-1252"))))
                        .text())
                .isEqualTo("Grüße\nzwei\n");
        assertThat(Attachments.read(file("empty", new byte[0])).text()).isEmpty();
    }

    @Test
    void refusesWhatIsNotText() throws Exception {
        byte[] binary = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3};
        assertThatThrownBy(() -> Attachments.read(file("x.png", binary)))
                .isInstanceOf(StudioException.InputRejected.class)
                .hasMessageContaining("x.png is not a text file");
        assertThatThrownBy(() -> Attachments.read(folder)).isInstanceOf(StudioException.InputRejected.class);
        assertThatThrownBy(() -> Attachments.read(folder.resolve("missing")))
                .isInstanceOf(StudioException.InputRejected.class)
                .hasMessageContaining("missing");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        Path large = file("large.txt", "a".repeat(Attachments.LARGEST_BYTES + 1).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Attachments.read(large))
                .isInstanceOf(StudioException.InputRejected.class)
                .hasMessageContaining("larger than 1 MiB");
    }
}
