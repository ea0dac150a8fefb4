package studio.athanor.desktop.gpus;

/** Device memory as the vendors' tools write it, in powers of 1024. Without formatters: a drag writes many. */
public final class Gibibytes {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private Gibibytes() {}

    /** Returns for example {@code 14.2 GiB}, or {@code 12 MiB} for little. */
    public static String text(long bytes) {
        return bytes < GIB / 10 ? Math.round((double) bytes / MIB) + " MiB" : number(bytes) + " GiB";
    }

    /** Returns for example {@code 14.2 / 24.0 GiB}. */
    public static String of(long bytes, long totalBytes) {
        return number(bytes) + " / " + number(totalBytes) + " GiB";
    }

    /** Returns for example {@code 14.2}. */
    static String number(long bytes) {
        long tenths = Math.round(bytes * 10.0 / GIB);
        return tenths / 10 + "." + Math.abs(tenths % 10);
    }
}
