package studio.athanor.core.home;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;

/** Puts failures of the file system into words. */
public final class FileFailures {

    private FileFailures() {}

    /** Tells whether a failure means that the disk, or the user's quota of it, has no space left. */
    public static boolean isDiskFull(IOException failure) {
        @Nullable String message = failure.getMessage();
        if (message == null) {
            return false;
        }
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left")
                || text.contains("not enough space")
                || text.contains("quota exceeded")
                || text.contains("file too large");
    }

    /** Returns the failure of a disk without space. */
    public static StudioException.DiskFull diskFull(Path where, @Nullable Throwable cause) {
        return new StudioException.DiskFull(
                "There is no space left on the disk of " + where + ".",
                "Free some space; what is not saved yet is kept and saved then.",
                cause);
    }

    /** Returns the failure to read or write a file of the user's. */
    public static StudioException failed(String what, Path file, IOException cause) {
        if (isDiskFull(cause)) {
            return diskFull(file, cause);
        }
        return new StudioException.FileFailed(
                what + " " + file + " failed: " + reason(cause) + ".",
                "Check that the file and its folder are there and may be used.",
                cause);
    }

    /** Returns why, without the path that exceptions of the file system put first. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "it does not exist";
            case FileSystemException detailed when detailed.getReason() != null -> String.valueOf(detailed.getReason());
            default -> {
                @Nullable String message = failure.getMessage();
                yield failure.getCause() instanceof ReadOnlyFileSystemException
                        ? "the file system is read-only"
                        : message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }
}
