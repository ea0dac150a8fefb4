package studio.athanor.engines.gguf.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.GgufValidator;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.engines.gguf.synth.HollowModel.Measures;

class HollowModelTest {

    private static final Measures SMALL =
            new Measures(6, 256, 4, 2, 64, 512, 4, 2, 256, 64, 2048, 512, true, GgufType.Q8_0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Family.class)
    void writesAFileThatTheValidatorTakes(Family family) throws Exception {
        Path file = folder.resolve("model.gguf");

        new HollowModel(family, SMALL).write(file);

        GgufFile read = GgufFile.read(file);
        assertThat(read.architecture()).isEqualTo(family.architecture());
        assertThat(read.fileSize()).isGreaterThan(read.tensorBytes());
        assertThat(new GgufValidator().validate(file).file().tensors()).isNotEmpty();
    }
}
