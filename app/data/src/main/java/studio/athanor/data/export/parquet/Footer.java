package studio.athanor.data.export.parquet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a file, {@code FileMetaData} of {@code parquet.thrift}: its schema, and where everything lies. */
final class Footer {

    private static final int ZSTD = 6;
    private static final int OPTIONAL = 1;
    private static final int REPEATED = 2;

    private final List<SchemaElement> schema = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private final Map<String, String> metadata;
    private long rows;

    Footer(List<Field> fields, Map<String, String> metadata) {
        this.metadata = Map.copyOf(metadata);
        schema.add(new SchemaElement("schema", null, fields.size(), null));
        fields.forEach(this::describe);
    }

    void add(List<ColumnChunk> chunks, long rowsOfGroup) {
        groups.add(new RowGroup(List.copyOf(chunks), rowsOfGroup));
        rows += rowsOfGroup;
    }

    void write(Bytes out) {
        ThriftCompact.write(out, file -> {
            file.i32(1, 1);
            file.structs(2, schema, Footer::write);
            file.i64(3, rows);
            file.structs(4, groups, Footer::write);
            file.structs(5, List.copyOf(metadata.entrySet()), (pair, entry) -> {
                pair.text(1, entry.getKey());
                pair.text(2, entry.getValue());
            });
            file.text(6, "athanor");
        });
    }

    private void describe(Field field) {
        switch (field.type()) {
            case FieldType.Leaf leaf -> schema.add(new SchemaElement(field.name(), leaf, 0, OPTIONAL));
            case FieldType.ListOf list -> {
                schema.add(new SchemaElement(field.name(), list, 1, OPTIONAL));
                schema.add(new SchemaElement("list", null, 1, REPEATED));
                describe(new Field("element", list.element()));
            }
            case FieldType.Struct struct -> {
                schema.add(
                        new SchemaElement(field.name(), struct, struct.fields().size(), OPTIONAL));
                struct.fields().forEach(this::describe);
            }
        }
    }

    private static void write(ThriftCompact out, SchemaElement element) {
        if (element.type() instanceof FieldType.Leaf leaf) {
            out.i32(1, PhysicalType.of(leaf));
            if (leaf == FieldType.Leaf.UUID) {
                out.i32(2, 16);
            }
        }
        if (element.repetition() != null) {
            out.i32(3, element.repetition());
        }
        out.text(4, element.name());
        if (element.children() > 0 || element.type() == null) {
            out.i32(5, element.children());
        }
        switch (element.type()) {
            case FieldType.Leaf leaf -> PhysicalType.annotate(out, leaf);
            case FieldType.ListOf _ -> {
                out.i32(6, PhysicalType.CONVERTED_LIST);
                out.struct(10, logical -> logical.struct(3, PhysicalType.EMPTY));
            }
            case FieldType.Struct _ -> {}
            case null -> {}
        }
    }

    private static void write(ThriftCompact out, RowGroup group) {
        out.structs(1, group.chunks(), Footer::write);
        out.i64(
                2,
                group.chunks().stream()
                        .mapToLong(ColumnChunk::uncompressedBytes)
                        .sum());
        out.i64(3, group.rows());
        out.i64(5, group.chunks().getFirst().start());
        out.i64(
                6,
                group.chunks().stream().mapToLong(ColumnChunk::compressedBytes).sum());
    }

    private static void write(ThriftCompact out, ColumnChunk chunk) {
        out.i64(2, 0);
        out.struct(3, meta(chunk));
    }

    private static Consumer<ThriftCompact> meta(ColumnChunk chunk) {
        Set<Integer> encodings = new LinkedHashSet<>(List.of(Encoding.PLAIN, Encoding.RLE));
        if (chunk.dictionary()) {
            encodings.add(Encoding.RLE_DICTIONARY);
        }
        return meta -> {
            meta.i32(1, PhysicalType.of(chunk.type()));
            meta.i32s(2, encodings);
            meta.texts(3, chunk.path());
            meta.i32(4, ZSTD);
            meta.i64(5, chunk.values());
            meta.i64(6, chunk.uncompressedBytes());
            meta.i64(7, chunk.compressedBytes());
            meta.i64(9, chunk.firstDataPage());
            if (chunk.dictionary()) {
                meta.i64(11, chunk.start());
            }
            meta.struct(12, statistics -> statistics.i64(3, chunk.nulls()));
        };
    }

    /** A node of the schema, in the order of a walk from the root. */
    private record SchemaElement(
            String name,
            @Nullable FieldType type,
            int children,
            @Nullable Integer repetition) {}

    private record RowGroup(List<ColumnChunk> chunks, long rows) {}
}
