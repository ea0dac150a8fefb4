package studio.athanor.engines.gguf;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A tensor as a file's header describes it.
 *
 * @param name unique in its file
 * @param type how its elements are encoded
 * @param dimensions lengths, the first one running fastest (a row); empty for a single number
 * @param offset where its bytes start, counted from {@link GgufFile#dataStart()}
 * @param byteSize how many bytes it has, without padding
 */
public record GgufTensor(String name, GgufType type, List<Long> dimensions, long offset, long byteSize) {

    /** Copies the dimensions. */
    public GgufTensor {
        dimensions = List.copyOf(dimensions);
    }

    /** Returns the number of elements. */
    public long elements() {
        return dimensions.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /** Returns the length of a dimension, 1 past the last one. */
    public long dimension(int index) {
        return index < dimensions.size() ? dimensions.get(index) : 1;
    }

    /** Returns the dimensions as people write them, for example {@code 1024 x 2816}. */
    public String shape() {
        return dimensions.isEmpty()
                ? "scalar"
                : dimensions.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
