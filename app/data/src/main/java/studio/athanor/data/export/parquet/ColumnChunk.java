package studio.athanor.data.export.parquet;

import java.util.List;

/** Where a written chunk of a column lies, and what is in it. */
record ColumnChunk(
        List<String> path,
        FieldType.Leaf type,
        long values,
        long nulls,
        long uncompressedBytes,
        long compressedBytes,
        boolean dictionary,
        long start,
        long firstDataPage) {}
