package studio.athanor.engines.worker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import studio.athanor.engines.spi.EngineEnvironment;

/**
 * How worker processes are started.
 *
 * @param javaExecutable the program that runs workers
 * @param classPath of the workers; holds the engines' providers
 * @param privateFolder where workers keep sockets and crash reports; created with access for its owner only
 * @param jvmOptions added after the defaults, so that they win over them
 * @param environment variables a worker may get; those on a fixed list of harmless names are passed on, others never
 * @param engines where engines find their runtimes
 * @param limits how long to wait for what
 */
public record WorkerSettings(
        Path javaExecutable,
        List<Path> classPath,
        Path privateFolder,
        List<String> jvmOptions,
        Map<String, String> environment,
        EngineEnvironment engines,
        WorkerLimits limits) {

    public WorkerSettings {
        classPath = List.copyOf(classPath);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    /** Returns settings that run workers with the Java, the class path and the environment of this program. */
    public static WorkerSettings ofThisProgram(Path privateFolder, EngineEnvironment engines) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Path java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
        List<Path> classPath = Arrays.stream(System.getProperty("java.class.path")
                        .split(Pattern.quote(System.getProperty("path.separator"))))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
        return new WorkerSettings(
                java, classPath, privateFolder, List.of(), System.getenv(), engines, WorkerLimits.defaults());
    }

    /** Returns these settings with other limits. */
    public WorkerSettings withLimits(WorkerLimits other) {
        return new WorkerSettings(javaExecutable, classPath, privateFolder, jvmOptions, environment, engines, other);
    }

    /** Returns these settings with other options of the virtual machine. */
    public WorkerSettings withJvmOptions(List<String> other) {
        return new WorkerSettings(javaExecutable, classPath, privateFolder, other, environment, engines, limits);
    }

    /** Returns these settings with another environment to pick variables from. */
    public WorkerSettings withEnvironment(Map<String, String> other) {
        return new WorkerSettings(javaExecutable, classPath, privateFolder, jvmOptions, other, engines, limits);
    }
}
