package studio.athanor.engines.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final int LIMIT = 1000;

    @Test
    void readsFramesHoweverTheyArrive() throws IOException {
        String stream = "Content-Length: 3\r\n\r\nabcContent-Length: 5\r\n\r\n12345";
        FrameReader whole = reader(stream);
        FrameReader byteByByte = new FrameReader(
                Channels.newChannel(new OneByteStream(stream.getBytes(StandardCharsets.US_ASCII)))::read);
        for (FrameReader reader : new FrameReader[] {whole, byteByByte}) {
            assertThat(reader.read(LIMIT))
                    .hasValueSatisfying(frame -> assertThat(frame).asString().isEqualTo("abc"));
            assertThat(reader.read(LIMIT))
                    .hasValueSatisfying(frame -> assertThat(frame).asString().isEqualTo("12345"));
            assertThat(reader.read(LIMIT)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1001\r\n\r\n",
                "Content-Length: 9999999999\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Content-Length: 0\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: \r\n\r\n",
                "Content-Length: 1 \r\n\r\n",
                "Content-Length: 0x10\r\n\r\n",
                "content-length: 3\r\n\r\nabc",
                "Content-Type: text\r\n\r\n",
                "llama_model_load: ok",
                "\r\n\r\n",
                "\0"
            })
    void refusesWhatIsNoFrame(String stream) {
        assertThatThrownBy(() -> reader(stream).read(LIMIT)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "Content-Length: 3", "Content-Length: 3\r\n\r", "Content-Length: 3\r\n\r\nab"})
    void noticesWhereAFrameEnds(String stream) {
        assertThatThrownBy(() -> reader(stream).read(LIMIT)).isInstanceOf(EOFException.class);
    }

    @Test
    void survivesRandomBytes() {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(100)];
            random.nextBytes(bytes);
            FrameReader reader = new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes))::read);
            assertThatThrownBy(() -> reader.read(LIMIT)).isInstanceOf(IOException.class);
        }
    }

    private static FrameReader reader(String stream) {
        return new FrameReader(
                Channels.newChannel(new ByteArrayInputStream(stream.getBytes(StandardCharsets.ISO_8859_1)))::read);
    }

    private static final class OneByteStream extends InputStream {
        private final ByteArrayInputStream bytes;

        OneByteStream(byte[] content) {
            bytes = new ByteArrayInputStream(content);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(1, length));
        }
    }
}
