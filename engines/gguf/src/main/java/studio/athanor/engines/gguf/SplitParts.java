package studio.athanor.engines.gguf;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds and reads the parts of a split model. The names of the other parts follow from the first one's name alone, as in
 * the engine; nothing in a file says where to look.
 */
final class SplitParts {

    private static final String KEEP_TOGETHER =
            "Put all parts into one folder under their original names, and open the first one.";

    private final GgufFile first;
    private final Refusals refusals;

    SplitParts(GgufFile first) {
        this.first = first;
        this.refusals = new Refusals(first.path());
    }

    /** Returns all parts in order, the given file first; that file alone when the model is not split. */
    List<GgufFile> read() throws GgufException {
        int count = (int) u16(first, GgufKeys.SPLIT_COUNT, 0);
        if (count <= 1) {
            return List.of(first);
        }
        SplitName name = name(count);
        List<GgufFile> parts = new ArrayList<>(count);
        parts.add(first);
        for (int i = 2; i <= count; i++) {
            parts.add(part(name.part(i)));
        }
        checkTensors(parts);
        return List.copyOf(parts);
    }

    private static long u16(GgufFile file, String key, long missing) throws GgufException {
        GgufValue value = file.metadata().get(key).orElse(null);
        if (value == null) {
            return missing;
        }
        if (value instanceof GgufValue.Whole(GgufValueType type, long number) && type == GgufValueType.UINT16) {
            return number;
        }
        throw new Refusals(file.path()).inconsistent(Refusals.key(key), TypeRule.name(value) + ", must be UINT16");
    }

    private SplitName name(int count) throws GgufException {
        String field = Refusals.key(GgufKeys.SPLIT_COUNT);
        if (count > GgufLimits.MAX_PARTS) {
            throw refusals.tooLarge(field, "parts", count, GgufLimits.MAX_PARTS);
        }
        Path fileName = first.path().getFileName();
        SplitName name = SplitName.parse(fileName == null ? "" : fileName.toString())
                .orElseThrow(() -> refusals.inconsistent(
                        field,
                        count + ", but the file is not named like a part (NAME-00001-of-" + String.format("%05d", count)
                                + ".gguf)",
                        KEEP_TOGETHER));
        long number = u16(first, GgufKeys.SPLIT_NUMBER, -1);
        if (number != name.number() - 1L) {
            throw refusals.inconsistent(
                    Refusals.key(GgufKeys.SPLIT_NUMBER),
                    number + ", must be " + (name.number() - 1) + " by the file's name",
                    KEEP_TOGETHER);
        }
        if (name.count() != count) {
            throw refusals.inconsistent(
                    field, count + ", must be " + name.count() + " by the file's name", KEEP_TOGETHER);
        }
        if (name.number() != 1) {
            throw refusals.inconsistent(
                    Refusals.key(GgufKeys.SPLIT_NUMBER),
                    "this is part " + name.number() + " of " + count,
                    "Open the first part, " + Printable.of(name.part(1).fileName()) + ".");
        }
        return name;
    }

    private GgufFile part(SplitName name) throws GgufException {
        Path path = first.path().resolveSibling(name.fileName());
        String field = "part " + name.number() + " of " + name.count();
        if (!Files.exists(path)) {
            throw refusals.inconsistent(
                    field,
                    "the file " + Printable.of(name.fileName()) + " is missing",
                    "Download all " + name.count() + " parts into one folder.");
        }
        // download caches link every part; a link among real files leads somewhere nobody chose
        if (Files.isSymbolicLink(path) && Files.isRegularFile(first.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw refusals.inconsistent(
                    field,
                    "the file " + Printable.of(name.fileName()) + " is a symbolic link, but the first part is not",
                    KEEP_TOGETHER);
        }
        GgufFile part = GgufFile.read(path);
        Refusals own = new Refusals(path);
        long number = u16(part, GgufKeys.SPLIT_NUMBER, -1);
        long count = u16(part, GgufKeys.SPLIT_COUNT, name.count());
        if (number != name.number() - 1L) {
            throw own.inconsistent(
                    Refusals.key(GgufKeys.SPLIT_NUMBER), number + ", must be " + (name.number() - 1), KEEP_TOGETHER);
        }
        if (count != name.count()) {
            throw own.inconsistent(
                    Refusals.key(GgufKeys.SPLIT_COUNT), count + ", must be " + name.count(), KEEP_TOGETHER);
        }
        if (!part.architecture().isEmpty() && !part.architecture().equals(first.architecture())) {
            throw own.inconsistent(
                    Refusals.key(GgufKeys.ARCHITECTURE),
                    Printable.quoted(part.architecture()) + ", but the first part has "
                            + Printable.quoted(first.architecture()),
                    "Replace the parts that belong to another model.");
        }
        return part;
    }

    private void checkTensors(List<GgufFile> parts) throws GgufException {
        Set<String> names = new HashSet<>();
        for (GgufFile part : parts) {
            for (GgufTensor tensor : part.tensors()) {
                if (!names.add(tensor.name())) {
                    throw new Refusals(part.path())
                            .inconsistent(Refusals.tensor(tensor.name()), "also in an earlier part", KEEP_TOGETHER);
                }
            }
        }
        String field = Refusals.key(GgufKeys.SPLIT_TENSORS);
        GgufValue value = first.metadata().get(GgufKeys.SPLIT_TENSORS).orElse(null);
        if (value == null || value.type() != GgufValueType.INT32) {
            throw refusals.inconsistent(
                    field, value == null ? "missing" : TypeRule.name(value) + ", must be INT32", KEEP_TOGETHER);
        }
        OptionalLong announced = first.metadata().whole(GgufKeys.SPLIT_TENSORS);
        if (announced.orElse(-1) != names.size()) {
            throw refusals.inconsistent(
                    field,
                    announced.orElse(-1) + ", but the parts have " + names.size() + " tensors",
                    "Download all parts again from one source; they belong to different files.");
        }
    }
}
