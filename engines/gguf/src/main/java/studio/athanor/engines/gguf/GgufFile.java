package studio.athanor.engines.gguf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The header of one GGUF file whose structure was checked: everything before the tensor data, and where that is.
 * Immutable; holds no open file.
 *
 * @param path the file
 * @param stamp what the file was when it was read; compare before native code opens it
 * @param version 2 or 3
 * @param alignment tensors start at multiples of it
 * @param metadata the metadata
 * @param tensors the tensors, in the order of their data
 * @param dataStart where the tensor data starts in the file
 * @param warnings what is odd about the file
 */
public record GgufFile(
        Path path,
        FileStamp stamp,
        int version,
        int alignment,
        GgufMetadata metadata,
        List<GgufTensor> tensors,
        long dataStart,
        List<GgufWarning> warnings) {

    /** Copies the lists. */
    public GgufFile {
        tensors = List.copyOf(tensors);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a header and checks the structure of the file. Blocks for the time that reading the header takes
     * (milliseconds; a vocabulary of 150 000 tokens is skimmed, not kept). What the header means is checked by
     * {@link GgufValidator}.
     *
     * @throws GgufException if the file is no GGUF file, is incomplete, or breaks a rule of the format
     */
    public static GgufFile read(Path file) throws GgufException {
        return GgufHeaderReader.read(file);
    }

    /** Returns the size of the file in bytes. */
    public long fileSize() {
        return stamp.bytes();
    }

    /** Returns the size of all tensors in bytes, without padding: what the engine has to hold. */
    public long tensorBytes() {
        return tensors.stream().mapToLong(GgufTensor::byteSize).sum();
    }

    /** Returns the number of elements of all tensors, what people call parameters. */
    public long parameters() {
        return tensors.stream().mapToLong(GgufTensor::elements).sum();
    }

    /** Returns a tensor by name. */
    public Optional<GgufTensor> tensor(String name) {
        return tensors.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** Returns {@code general.architecture}, or an empty string. */
    public String architecture() {
        return metadata.text(GgufKeys.ARCHITECTURE).orElse("");
    }

    /** Returns the whole key of an architecture's own setting, for example {@code llama.block_count}. */
    public String architectureKey(String key) {
        return architecture() + "." + key;
    }
}
