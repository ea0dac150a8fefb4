package studio.athanor.data.export.parquet;

import com.github.luben.zstd.ZstdCompressCtx;

/** Compresses pages with zstd; its memory is outside the heap until it is closed. */
final class Zstd implements AutoCloseable {

    private static final int LEVEL = 3;

    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private byte[] room = new byte[1 << 16];

    Zstd() {
        context.setLevel(LEVEL);
    }

    /** Adds the compressed form of bytes; returns its length. */
    int compress(Bytes plain, Bytes out) {
        int bound = Math.toIntExact(com.github.luben.zstd.Zstd.compressBound(plain.size()));
        if (room.length < bound) {
            room = new byte[bound];
        }
        int length = context.compressByteArray(room, 0, room.length, plain.array(), 0, plain.size());
        out.add(room, 0, length);
        return length;
    }

    @Override
    public void close() {
        context.close();
    }
}
