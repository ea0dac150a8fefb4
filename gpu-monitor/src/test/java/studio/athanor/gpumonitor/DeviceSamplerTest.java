package studio.athanor.gpumonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.athanor.gpumonitor.testkit.FakeSource.card;
import static studio.athanor.gpumonitor.testkit.FakeSource.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.device.EngineSeenDevice;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.HostMemorySource;
import studio.athanor.gpumonitor.source.SourceException;
import studio.athanor.gpumonitor.testkit.FakeHostMemory;
import studio.athanor.gpumonitor.testkit.FakeLateHostMemory;
import studio.athanor.gpumonitor.testkit.FakeSource;

class DeviceSamplerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration SOON = Duration.ofMillis(20);

    private final BlockingQueue<BoardReading> heard = new LinkedBlockingQueue<>();
    private @Nullable DeviceSampler opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void tellsEveryObserverOfTheSameReading() throws Exception {
        DeviceSampler sampler = sampler(new FakeSource("A", card("one", "01:00.0")).reads(reading(5, 50, 60)));
        BlockingQueue<BoardReading> other = new LinkedBlockingQueue<>();
        sampler.observe(Interest.LOADING, heard::add);
        sampler.observe(Interest.GLANCING, other::add);

        BoardReading first = next(BoardReading::isSettled);

        assertThat(first.devices()).singleElement().satisfies(device -> {
            assertThat(device.device().key()).isEqualTo("pci:0000:01:00.0");
            assertThat(device.reading().memory().usedBytes()).hasValue(5);
        });
        assertThat(first.host().totalBytes()).hasValue(100);
        assertThat(other.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(sampler.latest()).isPresent();
    }

    @Test
    void readsNothingWhileNobodyLooks() throws Exception {
        FakeSource source = new FakeSource("A", card("one", "01:00.0"));
        DeviceSampler sampler = sampler(source);
        Thread.sleep(300);
        assertThat(source.reads()).isZero();

        DeviceSampler.Observation observation = sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);
        observation.close();
        Thread.sleep(100);
        int reads = source.reads();
        Thread.sleep(700);

        assertThat(source.reads()).isEqualTo(reads);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("device-s")))
                .allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void followsTheMostInterestedObserver() throws Exception {
        FakeSource source = new FakeSource("A", card("one", "01:00.0"));
        DeviceSampler sampler = sampler(source);
        DeviceSampler.Observation observation = sampler.observe(Interest.GLANCING, heard::add);
        next(BoardReading::isSettled);
        int before = source.reads();
        Thread.sleep(700);
        assertThat(source.reads() - before).isLessThanOrEqualTo(1);

        long began = System.nanoTime();
        int glancing = source.reads();
        observation.follow(Interest.LOADING);
        await(() -> source.reads() >= glancing + 4);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("two whole intervals of a load at least, as the first reading may have been under way")
                .isGreaterThan(Duration.ofMillis(2 * Interest.LOADING.intervalMillis(false)));
    }

    @Test
    void readsTheOthersWhileOneSourceHangs() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        FakeSource hanging = new FakeSource("Hanging", card("one", "01:00.0")).reads(reading(7, 1, 1));
        FakeSource working = new FakeSource("Working", card("two", "02:00.0"));
        DeviceSampler sampler = sampler(hanging, working);
        sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);

        hanging.hangsUntil(latch);
        BoardReading late = next(board -> state(board, "Hanging") == SourceStatus.State.LATE);
        assertThat(late.devices().getFirst().reading().memory().usedBytes())
                .as("shown for a while")
                .hasValue(7);
        int reads = working.reads();
        BoardReading stale = next(board -> board.devices().getFirst().reading().state() == DeviceState.UNREADABLE);

        assertThat(state(stale, "Working")).isEqualTo(SourceStatus.State.WORKING);
        assertThat(working.reads()).isGreaterThan(reads + 5);
        hanging.hangsUntil(new CountDownLatch(0));
        latch.countDown();
        next(board -> board.devices().getFirst().reading().state() == DeviceState.OK);
    }

    @Test
    void saysSoWhereASourceHangsThatIsOpenedForTheFirstTime() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        FakeSource hanging = new FakeSource("Hanging", card("one", "01:00.0")).hangsToOpenUntil(latch);
        DeviceSampler sampler = sampler(new FakeHostMemory(100, 50), Duration.ZERO, hanging);
        sampler.observe(Interest.LOADING, heard::add);

        BoardReading late = next(BoardReading::isSettled);
        assertThat(late.sources()).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(SourceStatus.State.LATE);
            assertThat(status.remedy()).contains("restart the computer");
        });

        latch.countDown();
        next(board -> state(board, "Hanging") == SourceStatus.State.WORKING);
    }

    @Test
    void goesOnWhenASourceFailsAndTriesItAgain() throws Exception {
        FakeSource failing = new FakeSource("Failing", card("one", "01:00.0"));
        FakeSource working = new FakeSource("Working", card("two", "02:00.0"));
        DeviceSampler sampler = sampler(failing, working);
        sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);

        failing.failsToRead(new IllegalStateException("broken"));
        BoardReading failed = next(board -> state(board, "Failing") == SourceStatus.State.FAILED);
        assertThat(failed.devices())
                .extracting(device -> device.reading().state())
                .containsExactly(DeviceState.UNREADABLE, DeviceState.OK);
        failing.failsToRead(null);

        BoardReading again = next(board -> state(board, "Failing") == SourceStatus.State.WORKING);
        assertThat(again.devices().getFirst().reading().state()).isEqualTo(DeviceState.OK);
    }

    @Test
    void saysWhyASourceIsNotUsed() throws Exception {
        FakeSource missing = new FakeSource("Missing").failsToOpen(new SourceException.NotPresent("no such driver"));
        FakeSource broken =
                new FakeSource("Broken").failsToOpen(new SourceException.Failed("NVML-18", "mismatch", "Restart."));
        DeviceSampler sampler = sampler(Duration.ofMinutes(1), missing, broken);

        BoardReading board = sampler.lookOnce(Duration.ofSeconds(5));

        assertThat(board.sources())
                .containsExactly(
                        new SourceStatus(
                                "Missing", SourceStatus.State.NOT_PRESENT, "", "no such driver", "", Optional.empty()),
                        new SourceStatus(
                                "Broken",
                                SourceStatus.State.FAILED,
                                "NVML-18",
                                "mismatch",
                                "Restart.",
                                Optional.of(NOON.plus(Duration.ofMinutes(1)))));
        sampler.lookOnce(Duration.ofSeconds(1));
        assertThat(missing.reads() + broken.reads()).isZero();
    }

    @Test
    void survivesAnObserverThatFails() throws Exception {
        DeviceSampler sampler = sampler(new FakeSource("A", card("one", "01:00.0")));
        sampler.observe(Interest.LOADING, _ -> {
            throw new IllegalStateException("broken");
        });
        sampler.observe(Interest.LOADING, heard::add);

        next(BoardReading::isSettled);
        next(BoardReading::isSettled);
    }

    @Test
    void looksAgainAfterALookThatFailed() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        DeviceSampler sampler = sampler(
                new HostMemorySource() {
                    @Override
                    public HostMemory read() {
                        if (reads.getAndIncrement() == 0) {
                            throw new IllegalStateException("broken");
                        }
                        return HostMemory.NONE;
                    }

                    @Override
                    public OptionalLong residentBytes(long pid) {
                        return OptionalLong.empty();
                    }
                },
                Duration.ofMinutes(1));
        sampler.observe(Interest.LOADING, heard::add);

        next(BoardReading::isSettled);
        assertThat(reads).hasValueGreaterThan(1);
    }

    @Test
    void putsReportsOfOneCardTogether() throws Exception {
        GpuReading memory = reading(7, 1, 1);
        DeviceSampler sampler = sampler(
                new FakeSource("NVML", card("NVIDIA X", "02:00.0"), card("NVIDIA Y", "01:00.0")).reads(memory),
                new FakeSource("Kernel", card("NVIDIA GPU 0x2204", "0000:02:00.0"), card("AMD Z", "03:00.0")),
                new FakeSource("Names", card("NVIDIA Y", null), card("Intel W", null)));

        BoardReading board = sampler.lookOnce(Duration.ofSeconds(5));

        assertThat(board.devices())
                .extracting(device -> device.device().identity().name())
                .containsExactly("NVIDIA Y", "NVIDIA X", "AMD Z", "Intel W");
        assertThat(board.device("pci:0000:02:00.0").orElseThrow().reading()).isEqualTo(memory);
    }

    @Test
    void tellsTwinsApartThatASourceReportsInTheSameWords() throws Exception {
        DeviceSampler sampler = sampler(
                new FakeSource("NVML", card("NVIDIA X", "02:00.0"), card("NVIDIA X", "01:00.0")),
                new FakeSource(
                        "Windows",
                        card("NVIDIA X", null),
                        card("NVIDIA X", null),
                        card("AMD Y", null),
                        card("AMD Y", null)),
                new FakeSource("Names", card("AMD Y", null), card("AMD Y", null)));

        BoardReading board = sampler.lookOnce(Duration.ofSeconds(5));

        assertThat(board.devices())
                .extracting(device -> device.device().key())
                .containsExactly("pci:0000:01:00.0", "pci:0000:02:00.0", "name:AMD Y", "name:AMD Y #2");
    }

    @Test
    void showsDevicesThatOnlyAnEngineSees() throws Exception {
        DeviceSampler sampler = sampler(new FakeSource("A", card("one", "01:00.0")));
        sampler.seenByEngines(List.of(
                new EngineSeenDevice("llama", "CUDA0", "one", Optional.of("0000:01:00.0"), OptionalLong.empty()),
                new EngineSeenDevice("llama", "Vulkan0", "llvmpipe", Optional.empty(), OptionalLong.of(2L << 30))));

        BoardReading board = sampler.lookOnce(Duration.ofSeconds(5));

        assertThat(board.device("llama", "CUDA0").orElseThrow().device().key()).isEqualTo("pci:0000:01:00.0");
        DeviceReading software = board.device("llama", "Vulkan0").orElseThrow();
        assertThat(software.device().identity().kind()).isEqualTo(DeviceKind.SOFTWARE);
        assertThat(software.reading().memory().totalBytes()).hasValue(2L << 30);
        assertThat(software.reading().memory().usedBytes()).isEmpty();
    }

    @Test
    void closesItsSources() throws Exception {
        FakeSource source = new FakeSource("A", card("one", "01:00.0"));
        DeviceSampler sampler = sampler(source);
        sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);

        sampler.close();

        await(source::isClosed);
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("device-source-A")));
    }

    @Test
    void keepsAHistoryOfEveryCard() throws Exception {
        FakeSource source = new FakeSource("A", card("one", "01:00.0"));
        DeviceSampler sampler = sampler(source);
        for (int i = 1; i <= 3; i++) {
            source.reads(reading(i, i, i));
            sampler.lookOnce(Duration.ofSeconds(5));
        }

        double[] used = new double[8];
        int count = sampler.history("pci:0000:01:00.0").orElseThrow().copy(Metric.USED_BYTES, used);

        assertThat(Arrays.copyOf(used, count)).containsExactly(1, 2, 3);
    }

    @Test
    void waitsForTheHostsMemoryAtTheFirstLook() throws Exception {
        DeviceSampler sampler = sampler(new FakeLateHostMemory(), Duration.ofMinutes(1));

        assertThat(sampler.lookOnce(Duration.ofSeconds(5)).host().totalBytes()).hasValue(100);
    }

    @Test
    void opensASourceAgainThatCouldNotBeOpenedAtFirst() throws Exception {
        FakeSource source = new FakeSource("NVML", card("one", "01:00.0"))
                .failsToOpen(new SourceException.Failed("NVML-9", "not loaded", "Load it."));
        DeviceSampler sampler = sampler(source);
        sampler.observe(Interest.LOADING, heard::add);
        BoardReading failed = next(board -> state(board, "NVML") == SourceStatus.State.FAILED);
        assertThat(failed.devices()).isEmpty();
        assertThat(failed.sources().getFirst().retryAt()).contains(NOON.plus(SOON));

        source.failsToOpen(null);
        BoardReading working = next(board -> state(board, "NVML") == SourceStatus.State.WORKING);

        assertThat(working.devices())
                .singleElement()
                .satisfies(device -> assertThat(device.reading().state()).isEqualTo(DeviceState.OK));
        assertThat(working.sources().getFirst().retryAt()).isEmpty();
    }

    @Test
    void doesNotTryAgainWhileNobodyLooks() throws Exception {
        FakeSource source = new FakeSource("NVML", card("one", "01:00.0"))
                .failsToOpen(new SourceException.Failed("NVML-9", "not loaded", "Load it."));
        DeviceSampler sampler = sampler(source);
        DeviceSampler.Observation observation = sampler.observe(Interest.LOADING, heard::add);
        next(board -> state(board, "NVML") == SourceStatus.State.FAILED);
        observation.close();
        Thread.sleep(100);
        int opens = source.opens();

        Thread.sleep(20 * SOON.toMillis());

        assertThat(source.opens()).isEqualTo(opens);
    }

    @Test
    void opensASourceAgainAfterAReadingFailed() throws Exception {
        FakeSource source = new FakeSource("NVML", card("one", "01:00.0"));
        DeviceSampler sampler = sampler(source);
        sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);

        source.failsToRead(new IllegalStateException("the driver was reloaded"));
        next(board -> state(board, "NVML") == SourceStatus.State.FAILED);
        assertThat(source.isClosed()).isTrue();
        source.failsToRead(null);
        next(board -> state(board, "NVML") == SourceStatus.State.WORKING);

        assertThat(source.opens()).isGreaterThan(1);
        assertThat(source.isClosed()).isFalse();
    }

    @Test
    void countsACardAsLostThatIsMissingAfterOpeningAgainUntilItIsBack() throws Exception {
        FakeSource source = new FakeSource("NVML", card("one", "01:00.0"), card("two", "02:00.0"));
        DeviceSampler sampler = sampler(source);
        sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);

        List<XidEvent> heardOf = List.of(new XidEvent(NOON, 79));
        GpuReading seen = reading(1, 1, 1);
        source.reads(seen.withFaults(FaultReading.NONE.withEvents(heardOf, List.of())));
        next(board -> !board.devices().getFirst().reading().faults().xids().isEmpty());
        source.finds(card("two", "02:00.0")).asksToBeReopened();
        BoardReading fewer = next(board -> states(board).contains(DeviceState.LOST));
        assertThat(fewer.devices())
                .extracting(device -> device.device().identity().name())
                .containsExactly("one", "two");
        assertThat(states(fewer)).containsExactly(DeviceState.LOST, DeviceState.OK);
        assertThat(fewer.devices().getFirst().reading().faults().xids()).isEqualTo(heardOf);
        assertThat(fewer.sources().getFirst().state()).isEqualTo(SourceStatus.State.WORKING);
        assertThat(fewer.sources().getFirst().retryAt()).isPresent();

        source.finds(card("one", "01:00.0"), card("two", "02:00.0"));
        BoardReading back = next(board -> !states(board).contains(DeviceState.LOST));

        assertThat(states(back)).containsExactly(DeviceState.OK, DeviceState.OK);
        assertThat(back.sources().getFirst().retryAt()).isEmpty();
    }

    @Test
    void opensASourceAgainOfWhichACardDoesNotAnswer() throws Exception {
        FakeSource source = new FakeSource("NVML", card("one", "01:00.0"));
        DeviceSampler sampler = sampler(source);
        sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);

        source.reads(GpuReading.absent(DeviceState.LOST));
        next(board -> source.opens() > 1);
        source.reads(reading(1, 1, 1));

        BoardReading back = next(board -> states(board).contains(DeviceState.OK));
        assertThat(back.sources().getFirst().retryAt()).isEmpty();
    }

    @Test
    void keepsTheCardsOfASourceThatFindsNothingAnyMore() throws Exception {
        FakeSource source = new FakeSource("Linux kernel", card("one", "01:00.0"));
        DeviceSampler sampler = sampler(source);
        sampler.observe(Interest.LOADING, heard::add);
        next(BoardReading::isSettled);

        source.failsToOpen(new SourceException.NotPresent("no card")).asksToBeReopened();
        BoardReading gone = next(board -> state(board, "Linux kernel") == SourceStatus.State.FAILED);

        assertThat(states(gone)).containsExactly(DeviceState.LOST);
        assertThat(gone.sources().getFirst().code()).isEqualTo("GONE");
        source.failsToOpen(null);
        next(board -> states(board).contains(DeviceState.OK));
    }

    @Test
    void neverGivesUpASourceThatHasWorkedEvenWithoutCards() throws Exception {
        FakeSource source = new FakeSource("NVML");
        DeviceSampler sampler = sampler(source);
        sampler.observe(Interest.LOADING, heard::add);
        next(board -> state(board, "NVML") == SourceStatus.State.WORKING);

        source.failsToOpen(new SourceException.NotPresent("no card")).asksToBeReopened();
        next(board -> state(board, "NVML") == SourceStatus.State.FAILED);
        source.finds(card("one", "01:00.0")).failsToOpen(null);

        next(board -> states(board).contains(DeviceState.OK));
    }

    private DeviceSampler sampler(DeviceSource... sources) {
        return sampler(SOON, sources);
    }

    private DeviceSampler sampler(Duration retryPause, DeviceSource... sources) {
        return sampler(new FakeHostMemory(100, 50), retryPause, Duration.ofMinutes(1), sources);
    }

    private DeviceSampler sampler(HostMemorySource host, Duration openingPatience, DeviceSource... sources) {
        return sampler(host, SOON, openingPatience, sources);
    }

    private DeviceSampler sampler(
            HostMemorySource host, Duration retryPause, Duration openingPatience, DeviceSource... sources) {
        DeviceSampler sampler = new DeviceSampler(
                List.of(sources), host, () -> NOON, () -> new RetryPause(retryPause, retryPause), openingPatience);
        opened = sampler;
        return sampler;
    }

    private BoardReading next(Predicate<BoardReading> wanted) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15); System.nanoTime() < end; ) {
            BoardReading reading = heard.poll(100, TimeUnit.MILLISECONDS);
            if (reading != null && wanted.test(reading)) {
                return reading;
            }
        }
        throw new AssertionError("No such reading came.");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); !condition.getAsBoolean(); ) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static List<DeviceState> states(BoardReading board) {
        return board.devices().stream().map(device -> device.reading().state()).toList();
    }

    private static SourceStatus.State state(BoardReading board, String source) {
        return board.sources().stream()
                .filter(status -> status.source().equals(source))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
