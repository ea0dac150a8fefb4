package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.worker.WorkerExit.Cause;

class ExitClassifierTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    134 | ggml_vulkan: Device memory allocation of size 4294967296 failed.          | DEVICE_OUT_OF_MEMORY
                    134 | ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory            | DEVICE_OUT_OF_MEMORY
                    134 | ggml_backend_cuda_buffer_type_alloc_buffer: allocating 8192.00 MiB on device 0: cudaMalloc failed: out of memory | DEVICE_OUT_OF_MEMORY
                    134 | ggml_vulkan: device lost on Vulkan1                                        | DEVICE_LOST
                    134 | what():  vk::Queue::submit: ErrorDeviceLost                                | DEVICE_LOST
                    134 | CUDA error: no CUDA-capable device is detected                             | DEVICE_LOST
                    134 | CUDA error: out of memory                                                  | DEVICE_OUT_OF_MEMORY
                    1   | ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 137438953472 | HOST_OUT_OF_MEMORY
                    134 | terminate called after throwing an instance of 'std::bad_alloc'            | HOST_OUT_OF_MEMORY
                    1   | # There is insufficient memory for the Java Runtime Environment to continue. | HOST_OUT_OF_MEMORY
                    1   | Error occurred during initialization of VM: Could not reserve enough space for 524288KB object heap | HOST_OUT_OF_MEMORY
                    3   | Terminating due to java.lang.OutOfMemoryError: Java heap space              | JAVA_HEAP_EXHAUSTED
                    1   | Exception in thread "main" java.lang.OutOfMemoryError: Java heap space      | JAVA_HEAP_EXHAUSTED
                    134 | ggml.c:3129: GGML_ASSERT(ggml_can_mul_mat(a, b)) failed                     | ASSERTION
                    134 | terminate called after throwing an instance of 'std::runtime_error'         | ASSERTION
                    134 | nothing said                                                                | ASSERTION
                    127 | java: error while loading shared libraries: libjli.so: cannot open shared object file | MISSING_LIBRARY
                    1   | java: symbol lookup error: libllama.so: undefined symbol: ggml_backend_load | MISSING_LIBRARY
                    1   | /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found     | MISSING_LIBRARY
                    1   | Error: Could not find or load main class studio.athanor.WorkerMain          | MISSING_LIBRARY
                    132 | nothing said                                                                | ILLEGAL_INSTRUCTION
                    139 | nothing said                                                                | SEGMENTATION_FAULT
                    135 | nothing said                                                                | SEGMENTATION_FAULT
                    137 | CUDA error: out of memory, falling back to the host                         | KILLED
                    143 | nothing said                                                                | KILLED
                    0   | nothing said                                                                | ENDED
                    77  | nothing said                                                                | UNKNOWN
                    -1073741819 | nothing said                                                        | SEGMENTATION_FAULT
                    -1073741795 | nothing said                                                        | ILLEGAL_INSTRUCTION
                    -1073741515 | nothing said                                                        | MISSING_LIBRARY
                    """)
    void tellsTheCauseFromExitCodeAndLog(int exitCode, String line, Cause cause) {
        WorkerExit exit = ExitClassifier.classify(Optional.of(exitCode), log("loading", line), Optional.empty());

        assertThat(exit.cause()).isEqualTo(cause);
        assertThat(exit.details()).contains("exit code: " + exitCode, line);
    }

    @ParameterizedTest
    @CsvSource({
        "SIGSEGV (0xb), SEGMENTATION_FAULT",
        "SIGBUS (0x7), SEGMENTATION_FAULT",
        "SIGFPE (0x8), SEGMENTATION_FAULT",
        "SIGILL (0x4), ILLEGAL_INSTRUCTION",
        "EXCEPTION_ACCESS_VIOLATION (0xc0000005), SEGMENTATION_FAULT",
        "EXCEPTION_ILLEGAL_INSTRUCTION (0xc000001d), ILLEGAL_INSTRUCTION"
    })
    void readsTheCrashReport(String signal, Cause cause) {
        String report = """
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  %s at pc=0x00007f0000001234, pid=1, tid=2
                #
                # Problematic frame:
                # C  [libggml-cpu-haswell.so+0x1234]  ggml_compute_forward+0x10
                #
                Registers: not for people
                """.formatted(signal);

        WorkerExit exit = ExitClassifier.classify(Optional.of(1), log("GGML_ASSERT earlier"), Optional.of(report));

        assertThat(exit.cause()).isEqualTo(cause);
        assertThat(exit.evidence()).contains("libggml-cpu-haswell.so");
        assertThat(exit.details()).contains("# C  [libggml-cpu-haswell.so").doesNotContain("Registers");
    }

    @Test
    void readsAReportOfExhaustedMemory() {
        WorkerExit exit = ExitClassifier.classify(
                Optional.of(1),
                log(),
                Optional.of("# There is insufficient memory for the Java Runtime Environment to continue.\n"));

        assertThat(exit.cause()).isEqualTo(Cause.HOST_OUT_OF_MEMORY);
    }

    @Test
    void isNotMisledByABackendThatIsMerelyAbsent() {
        WorkerExit exit = ExitClassifier.classify(
                Optional.of(134),
                log(
                        "failed to load libggml-cuda.so: libcuda.so.1: cannot open shared object file",
                        "ggml.c:10: GGML_ASSERT(x) failed"),
                Optional.empty());

        assertThat(exit.cause()).isEqualTo(Cause.ASSERTION);
    }

    @Test
    void givesEachMomentItsFailure() {
        WorkerExit assertion =
                ExitClassifier.classify(Optional.of(134), log("GGML_ASSERT(x) failed"), Optional.empty());

        assertThat(assertion.whileRunning().kind()).isEqualTo(Failure.Kind.WORKER_DIED);
        assertThat(assertion.whileLoading("/m.gguf").kind()).isEqualTo(Failure.Kind.MODEL_REJECTED);
        assertThat(assertion.whileLoading("/m.gguf").message())
                .isEqualTo("Loading /m.gguf failed: the engine stopped itself at an internal check"
                        + " (GGML_ASSERT(x) failed).");
    }

    @Test
    void tellsWhichDeviceWasLost() {
        WorkerExit vulkan = ExitClassifier.classify(
                Optional.of(134),
                log(
                        "ggml_vulkan: device lost on Vulkan1",
                        "terminate called after throwing an instance of 'vk::DeviceLostError'",
                        "  what():  vk::Queue::submit: ErrorDeviceLost"),
                Optional.empty());
        WorkerExit rocm = ExitClassifier.classify(
                Optional.of(134),
                log(
                        "ROCm error: unknown error",
                        "  current device: 2, in function ggml_backend_cuda_synchronize at ggml-cuda.cu:2480",
                        "ggml-cuda.cu:102: ROCm error"),
                Optional.empty());
        WorkerExit unnamed = ExitClassifier.classify(
                Optional.of(134), log("  what():  vk::Queue::submit: ErrorDeviceLost"), Optional.empty());

        assertThat(vulkan.lostDevice()).contains("Vulkan1");
        assertThat(rocm.lostDevice()).contains("ROCm2");
        assertThat(vulkan.namingDevice(id -> "Radeon (" + id + ")")
                        .whileRunning()
                        .message())
                .isEqualTo("The graphics device Radeon (Vulkan1) does not answer any more: it was unplugged, was reset"
                        + " by its driver, or has failed.");
        assertThat(unnamed.whileRunning().message()).startsWith("A graphics device does not answer any more");
        assertThat(unnamed.whileRunning().kind()).isEqualTo(Failure.Kind.DEVICE_LOST);
        assertThat(vulkan.whileLoading("/m.gguf").message())
                .startsWith("Loading /m.gguf failed: the graphics device Vulkan1 does not answer any more");
    }

    @Test
    void keepsABoundedTail() {
        LogTail log = new LogTail();
        log.add("error: the first");
        for (int i = 0; i < 100_000; i++) {
            log.add("noise " + i);
        }
        assertThat(log.lines()).hasSize(LogTail.MAX_LINES).last().isEqualTo("noise 99999");
        assertThat(log.errors()).containsExactly("error: the first");
        for (int i = 0; i < 10_000; i++) {
            log.add("error " + i);
        }
        assertThat(String.join("\n", log.errors())).hasSizeLessThanOrEqualTo(LogTail.MAX_ERROR_CHARS);
        log.drain(new ByteArrayInputStream(new byte[5_000_000]));
        assertThat(log.lines().getLast()).hasSizeLessThanOrEqualTo(LogTail.MAX_LINE_BYTES);
    }

    private static LogTail log(String... lines) {
        LogTail log = new LogTail();
        for (String line : lines) {
            log.add(line);
        }
        return log;
    }
}
