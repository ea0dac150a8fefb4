package studio.athanor.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;

/**
 * Lets one program at a time keep the conversations of a home. The system drops the lock when the program ends, however
 * it ends; the number of its process lies beside it, for the message.
 */
public final class StoreLock implements AutoCloseable {

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param folder where the lock's files lie
     * @throws StudioException.HomeInUse if another program has it
     */
    public static StoreLock take(Path folder) throws StudioException {
        Path file = folder.resolve("store.lock");
        Path pid = folder.resolve("store.pid");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                @Nullable FileLock lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                    throw inUse(folder, pid);
                }
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw inUse(folder, pid);
            }
            Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
            return new StoreLock(channel);
        } catch (IOException e) {
            throw FileFailures.failed("Locking the conversations with", file, e);
        }
    }

    private static StudioException.HomeInUse inUse(Path folder, Path pidFile) {
        String who;
        try {
            who = " (process " + Files.readString(pidFile).strip() + ")";
        } catch (IOException e) {
            who = "";
        }
        return new StudioException.HomeInUse(
                "Another Athanor" + who + " has the conversations in " + folder.getParent() + " open.",
                "Use that window, or close it first; or set ATHANOR_HOME to another folder for a second studio.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
