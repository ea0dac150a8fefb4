package studio.athanor.engines.worker.testkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Stream;

/** A process that is found dead, with an exit code of its own, only when it is killed. Real ones are for a moment. */
public final class FakeDyingProcess extends Process {

    private final int exitCode;
    private volatile boolean noticed;

    public FakeDyingProcess(int exitCode) {
        this.exitCode = exitCode;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
        return exitValue();
    }

    @Override
    public int exitValue() {
        if (!noticed) {
            throw new IllegalThreadStateException("The process has not ended");
        }
        return exitCode;
    }

    @Override
    public boolean isAlive() {
        return !noticed;
    }

    @Override
    public void destroy() {
        noticed = true;
    }

    @Override
    public Process destroyForcibly() {
        destroy();
        return this;
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.empty();
    }
}
