package studio.athanor.engines.worker;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.worker.host.WorkerMain;
import studio.athanor.engines.worker.wire.MessageSocket;
import studio.athanor.engines.worker.wire.WireWarmup;

/** Starts worker processes. */
final class WorkerLauncher {

    /**
     * A worker has little garbage and starts often, so it gets the small collector, and compilers that begin early. The
     * optimising one is needed: the loop over the logits of a large vocabulary is twenty times slower without it. A core dump of a process that maps a model would fill the disk; native code runs on threads with the stack
     * its own programs have.
     */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx512m",
            "-Xss8m",
            "-XX:+UseSerialGC",
            "-XX:CompileThresholdScaling=0.2",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "-Xshare:auto",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    private final WorkerSettings settings;
    private final AtomicBoolean warmedUp = new AtomicBoolean();

    WorkerLauncher(WorkerSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts a worker and waits for its greeting.
     *
     * @throws EngineException if the process cannot be started or ended before it greeted
     * @throws InterruptedException if interrupted; the process is gone then
     */
    WorkerClient launch(String providerId, Map<String, String> deviceVariables)
            throws EngineException, InterruptedException {
        Map<String, String> environment = CleanEnvironment.of(settings.environment(), deviceVariables);
        WorkerFolder folder;
        try {
            folder = WorkerFolder.create(settings.privateFolder());
        } catch (IOException unusable) {
            throw new EngineException.RuntimeUnavailable(
                    "The folder " + settings.privateFolder() + " cannot be used for a worker: " + text(unusable),
                    "Check that the folder is writable and the disk is not full.",
                    null);
        }
        boolean greeted = false;
        try (ServerSocketChannel server = listen(folder)) {
            String secret = newSecret();
            WorkerProcess process = start(providerId, environment, folder, secret);
            if (warmedUp.compareAndSet(false, true)) {
                WireWarmup.start(folder.socketFolder().resolve("t"));
            }
            Greeting greeting = new Greeting(server, secret, settings.engines());
            MessageSocket socket = greeting.await(process, settings.limits().start());
            greeted = true;
            return new WorkerClient(process, socket, settings.limits());
        } catch (IOException failed) {
            throw new EngineException.RuntimeUnavailable(
                    "A worker cannot be started with " + settings.javaExecutable() + ": " + text(failed),
                    "Check that the folder " + settings.privateFolder() + " is writable, or install the studio again.",
                    null);
        } finally {
            if (!greeted) {
                folder.delete();
            }
        }
    }

    private static ServerSocketChannel listen(WorkerFolder folder) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(folder.socket()));
            return server;
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    private WorkerProcess start(String providerId, Map<String, String> environment, WorkerFolder folder, String secret)
            throws IOException {
        WorkerRecord.Id studio = WorkerRecord.Id.of(ProcessHandle.current());
        new WorkerRecord(studio, Optional.empty(), folder.socketFolder()).write(folder.record());
        ProcessBuilder builder = new ProcessBuilder(command(providerId, folder));
        builder.directory(folder.path().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            new WorkerRecord(studio, Optional.of(WorkerRecord.Id.of(process.toHandle())), folder.socketFolder())
                    .write(folder.record());
        } catch (IOException unrecorded) {
            process.destroyForcibly();
            throw unrecorded;
        }
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
            stdin.flush();
        } catch (IOException endedAtOnce) {
            // the greeting finds the process dead and tells why
        }
        return new WorkerProcess(process, folder);
    }

    private List<String> command(String providerId, WorkerFolder folder) {
        List<String> command = new ArrayList<>();
        command.add(settings.javaExecutable().toString());
        command.addAll(JVM_OPTIONS);
        command.add("-XX:ErrorFile=" + folder.errorFile());
        command.addAll(settings.jvmOptions());
        command.add("-cp");
        command.add(settings.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(WorkerMain.class.getName());
        command.add(folder.socket().toString());
        command.add(providerId);
        return command;
    }

    private static String newSecret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String text(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
