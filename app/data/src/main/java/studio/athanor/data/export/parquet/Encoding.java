package studio.athanor.data.export.parquet;

/** The numbers of the encodings, in {@code parquet.thrift}. */
final class Encoding {

    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int RLE_DICTIONARY = 8;

    private Encoding() {}
}
