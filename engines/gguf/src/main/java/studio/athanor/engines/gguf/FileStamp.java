package studio.athanor.engines.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What identifies the content of a file without reading it. A file whose stamp differs from the one taken when it was
 * validated has to be validated again before native code opens it.
 *
 * @param bytes the size
 * @param modified the time of the last change
 * @param key the file's identity where the system has one (device and inode), otherwise null
 */
public record FileStamp(
        long bytes, FileTime modified, @Nullable Object key) {

    /** Reads the stamp of a file. */
    public static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
