package studio.athanor.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Small files that are there as a whole or not at all, also after the power failed. */
public final class WholeFile {

    private WholeFile() {}

    /** Writes a text in place of what the file holds. Blocks until the disk has it. */
    public static void write(Path file, String text) throws IOException {
        Path sibling = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (DurableOutput out = DurableOutput.create(sibling)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.sync();
            }
            Files.move(sibling, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(sibling);
        }
    }
}
