package studio.athanor.engines.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Recognizes what a file is by its first bytes, so that each common mistake gets its own sentence. */
final class FileSniffer {

    private static final int HEAD_BYTES = 512;

    private static final String NEVER_OPENED =
            "Athanor never opens such files, because opening one runs code from it; get the GGUF or safetensors file of this model.";
    private static final String CONVERT =
            "Get the GGUF file of this model, or convert it with llama.cpp's convert_hf_to_gguf.py.";
    private static final String OLD = "Get a current GGUF file of this model; this format was given up in August 2023.";
    private static final String UNPACK = "Unpack the archive and choose the .gguf file inside it.";

    private record Signature(String bytes, String reason, String remedy) {
        boolean matches(String head) {
            return head.startsWith(bytes);
        }
    }

    /** In Latin-1, so that one character is one byte. */
    private static final List<Signature> SIGNATURES = List.of(
            new Signature("FUGG", "a GGUF file with swapped bytes", "Get the little-endian file of this model."),
            new Signature("tjgg", "a model in the old GGJT format", OLD),
            new Signature("GGJT", "a model in the old GGJT format", OLD),
            new Signature("lmgg", "a model in the old GGML format", OLD),
            new Signature("ggml", "a model in the old GGML format", OLD),
            new Signature("fmgg", "a model in the old GGMF format", OLD),
            new Signature("ggmf", "a model in the old GGMF format", OLD),
            new Signature("algg", "a LoRA adapter in the old GGLA format", OLD),
            new Signature("ggla", "a LoRA adapter in the old GGLA format", OLD),
            new Signature(
                    "version https://git-lfs",
                    "a Git LFS pointer, not the model itself",
                    "Download the model again with git lfs pull, or from the model's page in a browser."),
            new Signature("7z\u00bc\u00af", "a 7-Zip archive", UNPACK),
            new Signature("Rar!", "a RAR archive", UNPACK),
            new Signature("\u001f\u008b", "a gzip archive", UNPACK),
            new Signature("(\u00b5/\u00fd", "a Zstandard archive", UNPACK),
            new Signature("BZh", "a bzip2 archive", UNPACK),
            new Signature("\u00fd7zXZ", "an xz archive", UNPACK),
            new Signature("\u0089HDF\r\n", "an HDF5 file (Keras)", CONVERT),
            new Signature("\u0093NUMPY", "a NumPy array", CONVERT),
            new Signature("\u007fELF", "a program, not a model", "Choose a .gguf file."),
            new Signature("MZ", "a Windows program, not a model", "Choose a .gguf file."),
            new Signature("%PDF", "a PDF document", "Choose a .gguf file."),
            new Signature("\u0089PNG", "a picture", "Choose a .gguf file."),
            new Signature("\u00ff\u00d8\u00ff", "a picture", "Choose a .gguf file."));

    private FileSniffer() {}

    static void requireGguf(FileChannel channel, long size, Refusals refusals) throws IOException, GgufException {
        String head = head(channel);
        if (head.startsWith("GGUF")) {
            if (size < GgufLimits.FIXED_HEADER_BYTES) {
                throw refusals.incomplete("header", "incomplete: " + size + " of at least 24 bytes");
            }
            return;
        }
        for (Signature signature : SIGNATURES) {
            if (signature.matches(head)) {
                throw refusals.notGguf(signature.reason(), signature.remedy());
            }
        }
        throw byShape(head, size, refusals);
    }

    private static String head(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, buffer.position()) < 0) {
                break;
            }
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }

    private static GgufException byShape(String head, long size, Refusals refusals) {
        if (head.startsWith("PK\u0003\u0004")) {
            return head.contains(".pkl") || head.contains("data/")
                    ? refusals.notGguf("a PyTorch checkpoint (pickle)", NEVER_OPENED)
                    : refusals.notGguf("a ZIP archive", UNPACK);
        }
        if (isPickle(head)) {
            return refusals.notGguf("a Python pickle (PyTorch checkpoint)", NEVER_OPENED);
        }
        if (isSafetensors(head, size)) {
            return refusals.notGguf("a safetensors file", CONVERT);
        }
        if (isOnnx(head)) {
            return refusals.notGguf("an ONNX model", "Choose it as an ONNX model, or get the GGUF file of this model.");
        }
        String text = head.stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
            return refusals.notGguf(
                    "a web page, not a model",
                    "Download the file itself; a login or error page was saved under its name.");
        }
        if (text.startsWith("<?xml")) {
            return refusals.notGguf(
                    "an XML document, not a model",
                    "Download the file itself; an error message was saved under its name.");
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return refusals.notGguf(
                    "a JSON document, not a model",
                    "Download the file itself; an error message or a configuration file was saved under its name.");
        }
        if ("GGUF".startsWith(head)) {
            return refusals.incomplete("header", "incomplete: " + size + " of at least 24 bytes");
        }
        if (!head.isEmpty() && head.chars().allMatch(c -> c == 0)) {
            return refusals.notGguf(
                    "only zero bytes at its start",
                    "Download the file again; space was reserved for it but nothing was written.");
        }
        return refusals.notGguf(
                "not a GGUF file (it starts with " + Printable.quoted(head.substring(0, Math.min(4, head.length())))
                        + ")",
                "Choose a model file in the GGUF format.");
    }

    /** Protocol 2 and later start with PROTO and their number; older torch.save files do too. */
    private static boolean isPickle(String head) {
        return head.length() > 2 && head.charAt(0) == 0x80 && head.charAt(1) >= 2 && head.charAt(1) <= 5;
    }

    /** Eight bytes of header length, then a JSON object. */
    private static boolean isSafetensors(String head, long size) {
        if (head.length() < 9 || head.charAt(8) != '{') {
            return false;
        }
        long length = 0;
        for (int i = 7; i >= 0; i--) {
            length = length << 8 | head.charAt(i);
        }
        return length > 0 && length <= size - 8;
    }

    /** A protobuf message that starts with ir_version (field 1, a small varint) and a producer name or the like. */
    private static boolean isOnnx(String head) {
        return head.length() > 3
                && head.charAt(0) == 0x08
                && head.charAt(1) > 0
                && head.charAt(1) < 0x40
                && (head.charAt(2) == 0x12
                        || head.charAt(2) == 0x1a
                        || head.charAt(2) == 0x3a
                        || head.charAt(2) == 0x42);
    }
}
