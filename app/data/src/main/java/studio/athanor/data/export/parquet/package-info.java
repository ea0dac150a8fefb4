/**
 * Writes Apache Parquet files, and no more of the format than datasets need: data pages of version 1, plain or with a
 * dictionary, zstd, any nesting of lists and structs. Start at {@link ParquetWriter}.
 *
 * <p>The format is that of <a href="https://github.com/apache/parquet-format">apache/parquet-format</a> 2.10: {@code
 * parquet.thrift}, {@code Encodings.md}, {@code LogicalTypes.md}.
 */
@NullMarked
package studio.athanor.data.export.parquet;

import org.jspecify.annotations.NullMarked;
