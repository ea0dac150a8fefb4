package studio.athanor.engines.worker.host;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Ends this process when the studio does. The studio holds the other end of stdin; however it ends, even by kill -9, the
 * kernel closes that end.
 */
final class ParentWatch {

    private static final int MAX_SECRET_CHARS = 256;

    private final InputStream stdin = new FileInputStream(FileDescriptor.in);

    /** Reads the line that the studio writes first. */
    String readSecret() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = stdin.read();
        while (next != '\n') {
            if (next < 0 || line.size() == MAX_SECRET_CHARS) {
                throw new IOException("stdin ended before the studio's secret");
            }
            line.write(next);
            next = stdin.read();
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /** Starts the thread that halts the process at the end of stdin. */
    void start() {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            awaitEnd();
            // exit() would wait for hooks and for native code; nothing here is worth saving without the studio
            Runtime.getRuntime().halt(0);
        });
    }

    private void awaitEnd() {
        byte[] ignored = new byte[64];
        try {
            while (stdin.read(ignored) >= 0) {
                // the studio writes nothing after the secret
            }
        } catch (IOException broken) {
            // a broken pipe is the end as well
        }
    }
}
