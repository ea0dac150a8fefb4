import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Takes the signatures off the jars that are given. The JVM checks signed classes one by one at every start and keeps them
 * out of its archives; what is laid out was checked by Maven already.
 */
final class Unsign {

    private Unsign() {}

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            unsign(Path.of(jar));
        }
    }

    private static void unsign(Path jar) throws IOException {
        Path unsigned = jar.resolveSibling(jar.getFileName() + ".tmp");
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            if (file.stream().noneMatch(Unsign::isSignature)) {
                return;
            }
            Manifest manifest = file.getManifest();
            manifest.getEntries().clear();
            try (OutputStream stream = Files.newOutputStream(unsigned);
                    JarOutputStream out = new JarOutputStream(stream, manifest)) {
                for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (!isSignature(entry) && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        JarEntry copy = new JarEntry(entry.getName());
                        copy.setTime(entry.getTime());
                        out.putNextEntry(copy);
                        try (InputStream in = file.getInputStream(entry)) {
                            in.transferTo(out);
                        }
                    }
                }
            }
        }
        Files.move(unsigned, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isSignature(JarEntry entry) {
        return entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    }
}
