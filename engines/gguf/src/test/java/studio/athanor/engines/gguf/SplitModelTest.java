package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.testkit.ModelFile;

class SplitModelTest {

    @TempDir
    private Path folder;

    private final GgufValidator validator = new GgufValidator();

    private Path first = Path.of("");
    private Path second = Path.of("");
    private Path third = Path.of("");

    @BeforeEach
    void writeThreeParts() throws Exception {
        first = part(1, ModelFile.llama(), 3, 6);
        second = part(2, ModelFile.adapter().removeTensors().tensor("blk.1.attn_q.weight", 32, 32), 3, 6);
        third = part(3, ModelFile.adapter().removeTensors().tensor("blk.1.ffn_up.weight", 32, 64), 3, 6);
    }

    private Path part(int number, ModelFile file, int count, int tensors) throws IOException, GgufException {
        return file.set("split.no", GgufValue.u16(number - 1))
                .set("split.count", GgufValue.u16(count))
                .set("split.tensors.count", GgufValue.i32(tensors))
                .write(folder.resolve(new SplitName("big", number, count).fileName()));
    }

    private GgufException refusal(Path file) {
        return catchThrowableOfType(GgufException.class, () -> validator.validate(file));
    }

    @Test
    void readsAllPartsAsOneModel() throws Exception {
        GgufReport report = validator.validate(first);

        assertThat(report.parts()).extracting(GgufFile::path).containsExactly(first, second, third);
        assertThat(report.tensors()).hasSize(6);
        assertThat(report.summary().parts()).isEqualTo(3);
        assertThat(report.summary().fileBytes()).isEqualTo(Files.size(first) + Files.size(second) + Files.size(third));
    }

    @Test
    void namesAMissingPart() throws Exception {
        Files.delete(second);

        assertThat(refusal(first))
                .hasMessage("big-00001-of-00003.gguf: part 2 of 3: the file big-00002-of-00003.gguf is missing");
        assertThat(refusal(first).remedy()).isEqualTo("Download all 3 parts into one folder.");
    }

    @Test
    void asksForTheFirstPart() {
        assertThat(refusal(third).remedy()).isEqualTo("Open the first part, big-00001-of-00003.gguf.");
    }

    @Test
    void refusesAPartThatIsCutOff() throws Exception {
        Files.write(third, Arrays.copyOf(Files.readAllBytes(third), 5000));

        assertThat(refusal(first))
                .isInstanceOf(GgufException.Incomplete.class)
                .hasMessageStartingWith("big-00003-of-00003.gguf: tensor data");
    }

    @Test
    void refusesPartsOfDifferentModels() throws Exception {
        part(2, ModelFile.adapter().set("general.architecture", GgufValue.text("qwen2")), 3, 6);
        assertThat(refusal(first)).hasMessageStartingWith("big-00002-of-00003.gguf: metadata key general.architecture");

        part(2, ModelFile.llama(), 3, 6);
        assertThat(refusal(first))
                .hasMessage("big-00002-of-00003.gguf: tensor token_embd.weight: also in an earlier part");

        part(2, ModelFile.adapter().removeTensors().tensor("a", 1).tensor("b", 1), 3, 6);
        assertThat(refusal(first)).hasMessageContaining("split.tensors.count: 6, but the parts have 7 tensors");
    }

    @Test
    void refusesNumbersThatDisagreeWithTheNames() throws Exception {
        Path renamed = Files.copy(first, folder.resolve("renamed.gguf"));
        assertThat(refusal(renamed).reason()).contains("not named like a part");

        Files.copy(third, second, StandardCopyOption.REPLACE_EXISTING);
        assertThat(refusal(first)).hasMessage("big-00002-of-00003.gguf: metadata key split.no: 2, must be 1");

        Path four = part(1, ModelFile.llama(), 4, 6);
        Path wrong = Files.copy(four, folder.resolve("other-00001-of-00003.gguf"));
        assertThat(refusal(wrong)).hasMessageContaining("split.count: 4, must be 3 by the file's name");
    }

    @Test
    void refusesHostileCounts() throws Exception {
        part(1, ModelFile.llama(), 65_535, 6);
        assertThat(refusal(folder.resolve("big-00001-of-65535.gguf"))).isInstanceOf(GgufException.LimitExceeded.class);

        ModelFile.llama().set("split.count", GgufValue.u32(3)).write(first);
        assertThat(refusal(first).reason()).isEqualTo("UINT32, must be UINT16");

        ModelFile.llama()
                .set("split.count", GgufValue.u16(3))
                .set("split.no", GgufValue.u16(0))
                .set("split.tensors.count", GgufValue.u32(6))
                .write(first);
        assertThat(refusal(first).reason()).isEqualTo("UINT32, must be INT32");
    }

    @Test
    void followsLinksOnlyWhenEveryPartIsOne() throws Exception {
        Path real = folder.resolve("elsewhere.gguf");
        Files.move(second, real);
        Files.createSymbolicLink(second, real);
        assertThat(refusal(first).reason()).contains("is a symbolic link");

        Path cache = Files.createDirectory(folder.resolve("cache"));
        for (Path part : List.of(first, second, third)) {
            Files.createSymbolicLink(cache.resolve(String.valueOf(part.getFileName())), part.toRealPath());
        }
        assertThat(validator.validate(cache.resolve("big-00001-of-00003.gguf")).parts())
                .hasSize(3);
    }

    @Test
    void readsNamesOfParts() {
        assertThat(SplitName.parse("a-b-00002-of-00010.gguf")).contains(new SplitName("a-b", 2, 10));
        assertThat(SplitName.parse("a-00000-of-00010.gguf")).isEmpty();
        assertThat(SplitName.parse("a-00011-of-00010.gguf")).isEmpty();
        assertThat(SplitName.parse("a-2-of-3.gguf")).isEmpty();
        assertThat(SplitName.parse("a.gguf")).isEmpty();
    }
}
