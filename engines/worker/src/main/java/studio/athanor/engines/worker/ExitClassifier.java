package studio.athanor.engines.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import studio.athanor.engines.worker.WorkerExit.Cause;

/**
 * Finds out why a worker ended. The exit code alone does not tell: a crash in native code is 134 or 1 depending on the
 * virtual machine's settings, and an engine that cannot allocate aborts like one that found a broken file.
 */
final class ExitClassifier {

    private static final Pattern DEVICE_LOST = Pattern.compile("device lost on |ErrorDeviceLost|DeviceLostError"
            + "|(?:CUDA|ROCm) error: (?:unknown error|no (?:CUDA|ROCm)-capable device is detected"
            + "|uncorrectable ECC error encountered|.* busy or unavailable)");
    private static final Pattern VULKAN_DEVICE = Pattern.compile("device lost on (\\w+)");
    private static final Pattern CUDA_ERROR = Pattern.compile("(CUDA|ROCm) error: ");
    private static final Pattern CUDA_DEVICE = Pattern.compile("current device: (\\d+), in function");
    private static final Pattern DEVICE_MEMORY = Pattern.compile(
            "ErrorOutOfDeviceMemory|Device memory allocation of size|Requested buffer size exceeds device"
                    + "|cudaMalloc failed|CUDA error: out of memory|cudaErrorMemoryAllocation"
                    + "|hipErrorOutOfMemory|hipMalloc|allocating [0-9.]+ MiB on device"
                    + "|CommandBufferCallbackErrorOutOfMemory|CL_MEM_OBJECT_ALLOCATION_FAILURE"
                    + "|failed to allocate (?:Vulkan|CUDA|ROCm|Metal|SYCL)\\w* buffer");
    private static final Pattern HOST_MEMORY = Pattern.compile(
            "std::bad_alloc|ErrorOutOfHostMemory|Cannot allocate memory|insufficient memory|failed to allocate buffer"
                    + "|failed to allocate CPU\\w* buffer|Native memory allocation|Could not reserve enough space"
                    + "|not enough space|errno=12\\b");
    private static final Pattern JAVA_HEAP = Pattern.compile("java\\.lang\\.OutOfMemoryError");
    private static final Pattern LIBRARY = Pattern.compile("error while loading shared libraries|UnsatisfiedLinkError"
            + "|undefined symbol|symbol lookup error|version [`'](?:GLIBC|GLIBCXX|CXXABI)"
            + "|cannot open shared object file|Could not find or load main class|NoClassDefFoundError"
            + "|Library not loaded|image not found");
    private static final Pattern ASSERTION = Pattern.compile(
            "GGML_ASSERT|GGML_ABORT|Assertion .* failed|terminate called|\\.(?:c|cc|cpp|cu|m|h):\\d+: .*(?:fatal|failed|error)");
    private static final Pattern REPORT_SIGNAL = Pattern.compile("(SIG[A-Z]+|EXCEPTION_[A-Z_]+) \\(0x[0-9a-f]+\\)");
    private static final Pattern REPORT_FRAME = Pattern.compile("# Problematic frame:\\R# (.*)");
    private static final int MAX_EVIDENCE_CHARS = 300;

    private static final int SIGKILL_EXIT = 137;
    private static final int SIGTERM_EXIT = 143;
    private static final int SIGABRT_EXIT = 134;
    private static final int HEAP_EXIT = 3;

    private final List<String> lines;
    private final List<String> errors;
    private final Optional<String> report;

    private ExitClassifier(LogTail log, Optional<String> report) {
        this.lines = log.lines();
        this.errors = log.errors();
        this.report = report;
    }

    /**
     * Tells why a process ended.
     *
     * @param exitCode of the process, absent if it still has not ended
     * @param log what it wrote
     * @param report the virtual machine's crash report
     */
    static WorkerExit classify(Optional<Integer> exitCode, LogTail log, Optional<String> report) {
        return new ExitClassifier(log, report).classify(exitCode);
    }

    /** Describes an end that the studio itself brought about. */
    static WorkerExit ended(Cause cause, String evidence, Optional<Integer> exitCode, LogTail log) {
        return new ExitClassifier(log, Optional.empty()).exit(cause, evidence, exitCode);
    }

    private WorkerExit classify(Optional<Integer> exitCode) {
        if (exitCode.isEmpty()) {
            return exit(Cause.STALLED, "the system cannot end the process", exitCode);
        }
        int code = exitCode.get();
        if (code == SIGKILL_EXIT || code == SIGTERM_EXIT) {
            return exit(Cause.KILLED, "", exitCode);
        }
        if (report.isPresent()) {
            return fromReport(report.get(), exitCode);
        }
        Optional<Cause> plain = fromCode(code);
        if (plain.isPresent()) {
            return exit(plain.get(), "exit code " + code, exitCode);
        }
        return fromLog(code, exitCode);
    }

    private static Optional<Cause> fromCode(int code) {
        return switch (code) {
            case 132, 0xC000001D -> Optional.of(Cause.ILLEGAL_INSTRUCTION);
            case 135, 136, 139, 0xC0000005 -> Optional.of(Cause.SEGMENTATION_FAULT);
            case HEAP_EXIT -> Optional.of(Cause.JAVA_HEAP_EXHAUSTED);
            case 0xC0000135, 0xC0000139 -> Optional.of(Cause.MISSING_LIBRARY);
            case 0 -> Optional.of(Cause.ENDED);
            default -> Optional.empty();
        };
    }

    private WorkerExit fromReport(String text, Optional<Integer> exitCode) {
        if (text.contains("insufficient memory") || text.contains("Out of Memory Error")) {
            return exit(Cause.HOST_OUT_OF_MEMORY, "", exitCode);
        }
        Matcher signal = REPORT_SIGNAL.matcher(text);
        String name = signal.find() ? signal.group(1) : "crash";
        Matcher frame = REPORT_FRAME.matcher(text);
        String evidence = frame.find() ? name + " in " + frame.group(1).strip() : name;
        boolean illegal = name.equals("SIGILL") || name.equals("EXCEPTION_ILLEGAL_INSTRUCTION");
        return exit(illegal ? Cause.ILLEGAL_INSTRUCTION : Cause.SEGMENTATION_FAULT, evidence, exitCode);
    }

    private WorkerExit fromLog(int code, Optional<Integer> exitCode) {
        record Sign(Pattern pattern, Cause cause) {}
        for (Sign sign : List.of(
                new Sign(DEVICE_LOST, Cause.DEVICE_LOST),
                new Sign(DEVICE_MEMORY, Cause.DEVICE_OUT_OF_MEMORY),
                new Sign(JAVA_HEAP, Cause.JAVA_HEAP_EXHAUSTED),
                new Sign(HOST_MEMORY, Cause.HOST_OUT_OF_MEMORY),
                new Sign(ASSERTION, Cause.ASSERTION))) {
            Optional<String> evidence = lastLine(sign.pattern().asPredicate());
            if (evidence.isPresent()) {
                return exit(sign.cause(), evidence.get(), exitCode);
            }
        }
        if (code == SIGABRT_EXIT || code == 0xC0000409) {
            return exit(Cause.ASSERTION, "exit code " + code, exitCode);
        }
        Optional<String> library = lastLine(LIBRARY.asPredicate());
        if (library.isPresent()) {
            return exit(Cause.MISSING_LIBRARY, library.get(), exitCode);
        }
        return exit(Cause.UNKNOWN, "exit code " + code, exitCode);
    }

    private Optional<String> lastLine(Predicate<String> sign) {
        return Stream.of(errors.reversed(), lines.reversed())
                .flatMap(List::stream)
                .filter(sign)
                .findFirst();
    }

    private WorkerExit exit(Cause cause, String evidence, Optional<Integer> exitCode) {
        String shown = evidence.strip();
        if (shown.length() > MAX_EVIDENCE_CHARS) {
            shown = shown.substring(0, MAX_EVIDENCE_CHARS) + "…";
        }
        Optional<String> device = cause == Cause.DEVICE_LOST ? lostDevice() : Optional.empty();
        return new WorkerExit(cause, exitCode, shown, details(exitCode), device);
    }

    /** Vulkan names the device; CUDA says which API failed and, on the next line, the number of its device. */
    private Optional<String> lostDevice() {
        Optional<String> vulkan = lastMatch(VULKAN_DEVICE);
        return vulkan.isPresent()
                ? vulkan
                : lastMatch(CUDA_ERROR).flatMap(api -> lastMatch(CUDA_DEVICE).map(number -> api + number));
    }

    private Optional<String> lastMatch(Pattern pattern) {
        return lines.reversed().stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private String details(Optional<Integer> exitCode) {
        List<String> parts = new ArrayList<>();
        parts.add("exit code: " + exitCode.map(String::valueOf).orElse("none, still running"));
        report.ifPresent(text -> parts.add("crash report:\n"
                + text.lines().filter(line -> line.startsWith("#")).limit(20).reduce("", (a, b) -> a + b + "\n")));
        if (!errors.isEmpty()) {
            parts.add("errors:\n" + String.join("\n", errors));
        }
        if (!lines.isEmpty()) {
            parts.add("last lines:\n" + String.join("\n", lines));
        }
        return String.join("\n", parts);
    }
}
