import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lays llama.cpp's shared libraries for this platform into a folder. Run by Maven as a single-file program:
 * {@code java FetchRuntime.java NATIVE_FOLDER TARGET_FOLDER}.
 *
 * <p>The libraries come from an npm package whose version and integrity hash are pinned in
 * {@code NATIVE_FOLDER/<platform>/package-lock.json}; npm checks the hash. No install script runs. What was fetched stays in
 * {@code node_modules} beside the lock file, so later builds need no network.
 */
final class FetchRuntime {

    private static final String STAMP = ".fetched";

    private FetchRuntime() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path nativeFolder = Path.of(args[0]).toAbsolutePath().normalize();
        Path target = Path.of(args[1]).toAbsolutePath().normalize();
        String platform = platform();
        Path packageFolder = nativeFolder.resolve(platform);
        Path lock = packageFolder.resolve("package-lock.json");
        if (!Files.isRegularFile(lock)) {
            System.err.println("ggml runtime: no pinned package for " + platform + ". Unpack an official llama.cpp 0.5.x release"
                    + " and set its folder as the runtime folder of ggml.");
            return;
        }
        String wanted = platform + " " + sha256(lock);
        Path stamp = target.resolve(STAMP);
        if (Files.isRegularFile(stamp) && Files.readString(stamp).equals(wanted)) {
            return;
        }
        Path installed = packageFolder.resolve("node_modules/.athanor-lock");
        if (!Files.isRegularFile(installed) || !Files.readString(installed).equals(wanted)) {
            System.out.println("ggml runtime: fetching llama.cpp's libraries for " + platform + " with npm (once)");
            npmInstall(packageFolder);
            Files.writeString(installed, wanted);
        }
        lay(nativeFolder, packageFolder.resolve("node_modules/@node-llama-cpp"), target);
        Files.writeString(stamp, wanted);
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = os.contains("win") ? "win" : os.contains("mac") ? "mac" : "linux";
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "x64");
    }

    private static void npmInstall(Path folder) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        List<String> command = new ArrayList<>(List.of(windows ? "npm.cmd" : "npm"));
        command.addAll(List.of("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"));
        Process process;
        try {
            process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
        } catch (IOException e) {
            throw stop("npm was not found (" + e.getMessage() + "). Install Node.js 20 or newer, which brings npm, and run the"
                    + " build again.");
        }
        int code = process.waitFor();
        if (code != 0) {
            throw stop("npm ended with code " + code + "; its message is above. The first build needs the network, later ones"
                    + " do not.");
        }
    }

    private static void lay(Path nativeFolder, Path packages, Path target) throws IOException {
        deleteTree(target);
        Files.createDirectories(target);
        int laid = 0;
        try (Stream<Path> files = Files.walk(packages)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (isLibrary(file.getFileName().toString())) {
                    linkOrCopy(file, target.resolve(file.getFileName()));
                    laid++;
                } else if (file.getFileName().toString().equals("LICENSE")) {
                    linkOrCopy(file, target.resolve("LICENSE.node-llama-cpp"));
                }
            }
        }
        if (laid == 0) {
            throw stop("the npm package in " + packages + " holds no shared libraries. Delete the node_modules folder there and"
                    + " run the build again.");
        }
        linkOrCopy(nativeFolder.resolve("LICENSE.llama.cpp"), target.resolve("LICENSE.llama.cpp"));
    }

    /** llama-common holds the command-line tools' code, which the studio does not use; .node files are Node's add-on. */
    private static boolean isLibrary(String name) {
        boolean shared = name.endsWith(".so") || name.endsWith(".dylib") || name.endsWith(".dll") || name.endsWith(".metal");
        return shared && !name.contains("llama-common");
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException stop(String sentence) {
        System.err.println("ggml runtime: " + sentence);
        System.exit(1);
        return new IllegalStateException(sentence);
    }
}
