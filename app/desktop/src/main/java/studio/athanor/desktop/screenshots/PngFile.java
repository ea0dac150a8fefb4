package studio.athanor.desktop.screenshots;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;

/**
 * Writes an image as PNG, eight bits of red, green and blue, without AWT. The format is that of the W3C's Portable
 * Network Graphics specification, third edition.
 */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int TRUE_COLOUR = 2;
    private static final int FILTER_SUB = 1;

    private PngFile() {}

    static void write(Image image, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header((int) image.getWidth(), (int) image.getHeight()));
            chunk(out, "IDAT", pixels(image));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(width);
        header.writeInt(height);
        header.write(new byte[] {BITS, TRUE_COLOUR, 0, 0, 0});
        return bytes.toByteArray();
    }

    /** Each row begins with its filter; Sub stores the difference to the pixel at the left, which compresses well. */
    private static byte[] pixels(Image image) throws IOException {
        int width = (int) image.getWidth();
        PixelReader reader = image.getPixelReader();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            byte[] row = new byte[1 + 3 * width];
            for (int y = 0; y < image.getHeight(); y++) {
                row[0] = FILTER_SUB;
                int left = 0;
                for (int x = 0; x < width; x++) {
                    int pixel = reader.getArgb(x, y);
                    for (int colour = 0; colour < 3; colour++) {
                        int shift = 16 - 8 * colour;
                        row[1 + 3 * x + colour] = (byte) ((pixel >> shift) - (left >> shift));
                    }
                    left = pixel;
                }
                out.write(row);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
        DataOutputStream chunk = new DataOutputStream(out);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        chunk.writeInt(content.length);
        chunk.write(name);
        chunk.write(content);
        chunk.writeInt((int) checksum.getValue());
        chunk.flush();
    }
}
