package studio.athanor.desktop.screenshots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

class PngFileTest {

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void writesWhatAnotherReaderReads(@TempDir Path folder) throws Exception {
        WritableImage image = new WritableImage(67, 31);
        for (int y = 0; y < 31; y++) {
            for (int x = 0; x < 67; x++) {
                image.getPixelWriter().setArgb(x, y, 0xff000000 | ((x * 3) << 16) | ((y * 8) << 8) | (x ^ y));
            }
        }
        Path file = folder.resolve("image.png");
        PngFile.write(image, file);

        try (InputStream in = Files.newInputStream(file)) {
            Image read = new Image(in);
            assertThat(read.isError()).isFalse();
            assertThat(read.getWidth()).isEqualTo(67);
            assertThat(read.getHeight()).isEqualTo(31);
            for (int y = 0; y < 31; y++) {
                for (int x = 0; x < 67; x++) {
                    assertThat(read.getPixelReader().getArgb(x, y))
                            .isEqualTo(image.getPixelReader().getArgb(x, y));
                }
            }
        }
    }
}
