package studio.athanor.engines.worker.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.wire.Protocol.RequestEvent;
import studio.athanor.engines.worker.wire.Protocol.TextEvents;

/**
 * What leaves over a connection, in order. A caller that finds nothing waiting writes its message itself, which saves
 * the way over another thread for every token; what the connection does not take at once, and what others bring
 * meanwhile, is written by the box's own thread. Events that wait together leave in one message; none waits for another.
 * A caller with an event waits while too many are in the box, which is how a slow reader slows the engine down.
 */
public final class Outbox implements MessageConsumer, AutoCloseable {

    private static final int MAX_WAITING_EVENTS = 2048;
    private static final int MAX_EVENTS_PER_MESSAGE = 512;
    private static final int MAX_CHARS_PER_MESSAGE = 1 << 16;

    private final MessageSocket socket;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workable = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private int waitingEvents;
    /** Whether a thread, the box's own or a caller's, is writing; it alone may touch the socket. */
    private boolean writing;

    private boolean closed;

    /** Creates a box whose thread is not running yet. */
    public Outbox(MessageSocket socket) {
        this.socket = socket;
    }

    /** Starts the thread that writes. It closes the socket when it fails. */
    public void start(String threadName) {
        Thread.ofPlatform().daemon().name(threadName).start(this::writeAll);
    }

    /** Takes a message. Does not block; a closed box drops it. */
    @Override
    public void consume(Message message) {
        ByteBuffer frame;
        try {
            frame = socket.frame(message);
        } catch (ProtocolException tooLong) {
            throw new JsonRpcException(tooLong);
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (!mayWriteNow()) {
                waiting.addLast(frame);
                return;
            }
        } finally {
            lock.unlock();
        }
        writeNow(frame);
    }

    /** Takes an event. Blocks while the box is full, whether interrupted or not; a closed box drops it. */
    public void event(long requestId, TextEvent event) {
        RequestEvent addressed = new RequestEvent(requestId, event);
        lock.lock();
        try {
            while (waitingEvents >= MAX_WAITING_EVENTS && !closed) {
                notFull.awaitUninterruptibly();
            }
            if (closed) {
                return;
            }
            if (!mayWriteNow()) {
                waiting.addLast(addressed);
                waitingEvents++;
                return;
            }
        } finally {
            lock.unlock();
        }
        try {
            writeNow(socket.frame(new TextEvents(List.of(addressed))));
        } catch (ProtocolException tooLong) {
            endWriting(null);
            throw new JsonRpcException(tooLong);
        }
    }

    /** Claims the socket if nothing is before the caller. */
    private boolean mayWriteNow() {
        if (writing || !waiting.isEmpty()) {
            return false;
        }
        writing = true;
        return true;
    }

    private void writeNow(ByteBuffer frame) {
        boolean whole = true;
        try {
            whole = socket.tryWrite(frame);
        } catch (IOException brokenConnection) {
            // the thread that reads sees the closed socket and tells why
            socket.close();
            close();
        } finally {
            endWriting(whole ? null : frame);
        }
    }

    private void endWriting(@Nullable ByteBuffer rest) {
        lock.lock();
        try {
            writing = false;
            if (closed) {
                return;
            }
            if (rest != null) {
                waiting.addFirst(rest);
            }
            if (waiting.isEmpty()) {
                idle.signalAll();
            } else {
                workable.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything taken so far was written, the box was closed, or the time is over. */
    public void awaitWritten(Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while ((writing || !waiting.isEmpty()) && !closed && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops what was not written and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            waitingEvents = 0;
            workable.signalAll();
            notFull.signalAll();
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        try (socket) {
            ByteBuffer frame = next();
            while (frame != null) {
                socket.write(frame);
                endWriting(null);
                frame = next();
            }
        } catch (IOException brokenConnection) {
            // the thread that reads sees the closed socket and tells why
        } finally {
            close();
        }
    }

    private @Nullable ByteBuffer next() throws IOException {
        List<RequestEvent> events;
        lock.lock();
        try {
            while ((waiting.isEmpty() || writing) && !closed) {
                workable.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            writing = true;
            if (waiting.peekFirst() instanceof ByteBuffer frame) {
                waiting.removeFirst();
                return frame;
            }
            events = takeEvents();
        } finally {
            lock.unlock();
        }
        return socket.frame(new TextEvents(events));
    }

    private List<RequestEvent> takeEvents() {
        List<RequestEvent> events = new ArrayList<>();
        int chars = 0;
        while (waiting.peekFirst() instanceof RequestEvent event
                && events.size() < MAX_EVENTS_PER_MESSAGE
                && (events.isEmpty() || chars + chars(event.event()) <= MAX_CHARS_PER_MESSAGE)) {
            waiting.removeFirst();
            events.add(event);
            chars += chars(event.event());
        }
        waitingEvents -= events.size();
        notFull.signalAll();
        return events;
    }

    private static int chars(TextEvent event) {
        return switch (event) {
            case TextEvent.TextDelta delta -> delta.text().length();
            case TextEvent.ReasoningDelta delta -> delta.text().length();
            case TextEvent.ToolCalled called -> called.call().arguments().length();
            case TextEvent.PromptProgress _, TextEvent.Terminal _ -> 0;
        };
    }
}
