package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Things that are no GGUF file, each with its own sentence and remedy. */
class FileKindTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> otherFormats() {
        String lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 12345\n";
        String safetensors = "@\0\0\0\0\0\0\0{\"__metadata__\":{}}" + " ".repeat(64);
        return Stream.of(
                Arguments.of("FUGG\0\0\0\3", "swapped bytes", "little-endian"),
                Arguments.of("tjgg\1\0\0\0", "GGJT", "current GGUF"),
                Arguments.of("lmgg\0\0\0\0", "old GGML", "current GGUF"),
                Arguments.of("fmgg\1\0\0\0", "GGMF", "current GGUF"),
                Arguments.of("algg\1\0\0\0", "LoRA adapter", "current GGUF"),
                Arguments.of(lfs, "Git LFS pointer", "git lfs pull"),
                Arguments.of("<!DOCTYPE html><html><body>404</body></html>", "web page", "Download the file itself"),
                Arguments.of("\n <HTML><head>", "web page", "login or error page"),
                Arguments.of("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "XML", "error message"),
                Arguments.of("{\"error\":\"Repository not found\"}", "JSON", "error message"),
                Arguments.of("PK\3\4\24\0\0\10\0\0archive/data.pkl\u0080\2", "PyTorch checkpoint", "never opens"),
                Arguments.of("PK\3\4\24\0\0\0\10\0model.gguf", "ZIP archive", "Unpack"),
                Arguments.of("\u0080\2}q\0X\5\0\0\0model", "Python pickle", "runs code"),
                Arguments.of("\u0080\4\u0095\u00c3\0\0\0\0\0\0\0}", "Python pickle", "runs code"),
                Arguments.of(safetensors, "safetensors", "convert"),
                Arguments.of("\10\10\22\7pytorch\32\0062.1.0:", "ONNX", "ONNX"),
                Arguments.of("7z\u00bc\u00af'\u001c\0\4", "7-Zip", "Unpack"),
                Arguments.of("Rar!\u001a\7\1\0", "RAR", "Unpack"),
                Arguments.of("\u001f\u008b\10\0\0\0\0\0", "gzip", "Unpack"),
                Arguments.of("(\u00b5/\u00fd\4\0", "Zstandard", "Unpack"),
                Arguments.of("\u0089HDF\r\n\u001a\n", "HDF5", "convert"),
                Arguments.of("\u0093NUMPY\1\0", "NumPy", "convert"),
                Arguments.of("\u007fELF\2\1\1\0", "program", ".gguf"),
                Arguments.of("MZ\u0090\0\3\0", "Windows program", ".gguf"),
                Arguments.of("%PDF-1.7", "PDF", ".gguf"),
                Arguments.of("\u0089PNG\r\n\u001a\n", "picture", ".gguf"),
                Arguments.of("\0".repeat(100), "zero bytes", "reserved"),
                Arguments.of("Once upon a time", "it starts with \"Once\"", "Choose a model file"));
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void namesWhatTheFileIsAndWhatToDo(String content, String reason, String remedy) throws IOException {
        Path file = Files.write(folder.resolve("model.gguf"), content.getBytes(StandardCharsets.ISO_8859_1));

        GgufException refusal = catchThrowableOfType(GgufException.class, () -> GgufFile.read(file));

        assertThat(refusal).isInstanceOf(GgufException.NotGguf.class);
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal.remedy()).containsIgnoringCase(remedy);
    }

    @Test
    void hasASentenceForEachThingThatIsNoReadableFile() throws IOException, InterruptedException {
        Path empty = Files.createFile(folder.resolve("empty.gguf"));
        Path loop = Files.createSymbolicLink(folder.resolve("loop.gguf"), folder.resolve("loop.gguf"));
        List<Path> paths = new ArrayList<>(List.of(
                folder, empty, folder.resolve("none.gguf"), empty.resolve("inside.gguf"), loop, Path.of("/dev/null")));
        Path pipe = folder.resolve("pipe.gguf");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        if (mkfifo.waitFor(30, TimeUnit.SECONDS) && mkfifo.exitValue() == 0) {
            paths.add(pipe);
        }
        Set<String> reasons = new HashSet<>();

        for (Path path : paths) {
            GgufException refusal = catchThrowableOfType(GgufException.class, () -> GgufFile.read(path));

            assertThat(refusal).as(path.toString()).isNotNull();
            reasons.add(refusal.reason());
        }

        assertThat(reasons)
                .contains("a folder, not a file", "empty file", "no such file", "a pipe, socket or device, not a file");
    }

    @Test
    void saysThatAFileIsNotReadable() throws IOException {
        Path file = Files.write(folder.resolve("secret.gguf"), new byte[100]);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "this user may read everything");

        GgufException refusal = catchThrowableOfType(GgufException.class, () -> GgufFile.read(file));

        assertThat(refusal).isInstanceOf(GgufException.Unreadable.class);
        assertThat(refusal.reason()).isEqualTo("not readable by this user");
    }

    @Test
    void namesASparseFileOfManyGigabytesWithoutReadingIt() throws IOException {
        Path file = folder.resolve("sparse.gguf");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(8L << 30).write(ByteBuffer.allocate(1));
        }

        GgufException refusal = catchThrowableOfType(GgufException.class, () -> GgufFile.read(file));

        assertThat(refusal.reason()).isEqualTo("only zero bytes at its start");
    }
}
