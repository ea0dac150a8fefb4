package studio.athanor.engines.gguf;

/** The grammar of metadata keys: segments of letters, digits, {@code _} and {@code -}, joined by dots. */
final class MetadataKey {

    private MetadataKey() {}

    /** Lenient where real files are: the specification has lower case only, and no hyphen. */
    static boolean isValid(byte[] key) {
        if (key.length == 0 || key.length > GgufLimits.MAX_KEY_BYTES) {
            return false;
        }
        boolean segmentOpen = false;
        for (byte b : key) {
            if (b == '.') {
                if (!segmentOpen) {
                    return false;
                }
                segmentOpen = false;
            } else if (isLetter(b) || (b >= '0' && b <= '9') || b == '_' || b == '-') {
                segmentOpen = true;
            } else {
                return false;
            }
        }
        return segmentOpen;
    }

    static boolean hasUpperCase(byte[] key) {
        for (byte b : key) {
            if (b >= 'A' && b <= 'Z') {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }
}
