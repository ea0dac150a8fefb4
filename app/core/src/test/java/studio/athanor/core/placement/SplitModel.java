package studio.athanor.core.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.engines.gguf.GgufValue;
import studio.athanor.engines.gguf.GgufWriter;

/** A hollow model in two parts, as llama-gguf-split writes them. */
final class SplitModel {

    private SplitModel() {}

    /** Splits a hollow model in the middle of its tensors and returns the first part. */
    static Path write(Path whole, Path folder) throws IOException, GgufException {
        Files.createDirectories(folder);
        GgufFile file = GgufFile.read(whole);
        List<GgufTensor> tensors = file.tensors();
        int middle = tensors.size() / 2;
        Path first = folder.resolve("split-00001-of-00002.gguf");
        GgufWriter leading = new GgufWriter();
        file.metadata().values().forEach(leading::put);
        write(leading, 0, tensors.size(), tensors.subList(0, middle), first);
        write(new GgufWriter(), 1, tensors.size(), tensors.subList(middle, tensors.size()), last(first));
        return first;
    }

    /** Returns the last part of a model whose first part is given. */
    static Path last(Path first) {
        return first.resolveSibling("split-00002-of-00002.gguf");
    }

    private static void write(GgufWriter writer, int number, int all, List<GgufTensor> tensors, Path target)
            throws IOException, GgufException {
        writer.put("split.no", GgufValue.u16(number))
                .put("split.count", GgufValue.u16(2))
                .put("split.tensors.count", GgufValue.i32(all));
        for (GgufTensor tensor : tensors) {
            writer.add(tensor.name(), tensor.type(), tensor.dimensions(), _ -> {
                throw new IOException("a hollow model has no weights to write");
            });
        }
        writer.writeHollow(target);
    }
}
