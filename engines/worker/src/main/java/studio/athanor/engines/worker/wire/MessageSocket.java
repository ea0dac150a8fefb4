package studio.athanor.engines.worker.wire;

import com.google.gson.JsonParseException;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;

/**
 * A connection that carries JSON-RPC messages. One thread reads, one at a time writes. The channel does not block by
 * itself: a blocking one is closed when a thread that uses it is interrupted, and here any caller's thread may write.
 * Closing it from any thread ends both.
 */
public final class MessageSocket implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final FrameReader frames;
    private final MessageJsonHandler messages = Protocol.messages();
    private final EventJson events = new EventJson(messages.getGson());

    /** Takes over a connected channel. */
    public MessageSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        readable = Selector.open();
        writable = Selector.open();
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
        frames = new FrameReader(this::readSome);
    }

    /** Connects to a socket in the file system. */
    public static MessageSocket connect(Path socket) throws IOException {
        return new MessageSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /** Returns the reader and writer of this connection's messages. */
    public MessageJsonHandler messages() {
        return messages;
    }

    /**
     * Reads the next message. Blocks.
     *
     * @param maxBytes longest frame to accept
     * @return the message, or nothing at the end of the stream
     * @throws ProtocolException if it is not a message
     * @throws MessageIssueException if it is a message with wrong content
     */
    public Optional<Message> read(int maxBytes) throws IOException, MessageIssueException {
        Optional<byte[]> frame = frames.read(maxBytes);
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(frame.get(), StandardCharsets.UTF_8);
        try {
            Message message = EventJson.isEvents(text) ? events.read(text) : messages.parseMessage(text);
            if (message == null) {
                throw new ProtocolException("A frame holds no message");
            }
            return Optional.of(message);
        } catch (JsonParseException
                | IllegalStateException
                | NumberFormatException
                | MalformedJsonException malformed) {
            throw new ProtocolException("A frame holds no valid message: " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Returns a message as a frame. Any thread.
     *
     * @throws ProtocolException if it is too long
     */
    ByteBuffer frame(Message message) throws ProtocolException {
        return frame(messages.serialize(message));
    }

    /** Returns events as a frame. Any thread. */
    ByteBuffer frame(Protocol.TextEvents batch) throws ProtocolException {
        return frame(events.write(batch));
    }

    /** Returns a text as a frame. */
    static ByteBuffer frame(String text) throws ProtocolException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (content.length > Protocol.MAX_FRAME_BYTES) {
            throw new ProtocolException("A message of " + content.length + " bytes is too long to be sent");
        }
        byte[] header = ("Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(header.length + content.length)
                .put(header)
                .put(content)
                .flip();
    }

    /** Writes a message. Blocks while the other side does not read. */
    public void write(Message message) throws IOException {
        write(frame(message));
    }

    void write(ByteBuffer frame) throws IOException {
        while (!tryWrite(frame)) {
            await(writable);
        }
    }

    /** Writes as much as can be written without waiting, and tells whether that was all. */
    boolean tryWrite(ByteBuffer frame) throws IOException {
        channel.write(frame);
        return !frame.hasRemaining();
    }

    private int readSome(ByteBuffer target) throws IOException {
        int count = channel.read(target);
        while (count == 0) {
            await(readable);
            count = channel.read(target);
        }
        return count;
    }

    private void await(Selector selector) throws IOException {
        try {
            selector.select(ready -> {});
        } catch (ClosedSelectorException closed) {
            throw new AsynchronousCloseException();
        }
        if (!channel.isOpen()) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public void close() {
        try (channel;
                readable;
                writable) {
            // a selector that is closed wakes the thread that waits in it
        } catch (IOException alreadyBroken) {
            // nothing can be done about a connection that does not close, and nothing depends on it
        }
    }
}
