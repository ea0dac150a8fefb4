package studio.athanor.cli.gpus;

import java.util.Locale;

/** Amounts of device memory, in powers of 1024 as the vendors' tools count it. */
final class Amounts {

    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private Amounts() {}

    /** Writes bytes, for example {@code 1.5 GiB} or {@code 512 MiB}. */
    static String bytes(long bytes) {
        return bytes >= GIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
    }
}
