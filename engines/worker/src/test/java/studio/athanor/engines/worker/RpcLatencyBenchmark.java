package studio.athanor.engines.worker;

import static studio.athanor.engines.worker.testkit.FakeStudio.ask;
import static studio.athanor.engines.worker.testkit.FakeStudio.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.testkit.FakeEngineProvider;

/**
 * A program that measures what the process boundary adds: per token, from the engine's thread to the studio's listener;
 * to the first token, from the call to the listener with an engine that answers at once; and from the start of a worker
 * to a model that takes no time to load. Linux and macOS only, where the timers of two processes agree. Arguments:
 * further options of the workers' virtual machine.
 */
public final class RpcLatencyBenchmark {

    private static final int FIRST_TOKENS = 400;
    private static final int STARTS = 15;

    private RpcLatencyBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("rpc-latency");
        WorkerSettings settings = WorkerSettings.ofThisProgram(folder, new EngineEnvironment(Map.of()))
                .withJvmOptions(List.of(args));
        try (WorkerEngines engines = new WorkerEngines(settings)) {
            SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE);
            System.out.println("| what | median µs | p90 µs | p99 µs | max µs |");
            System.out.println("|---|---|---|---|---|");
            print("first token of a fresh worker, 1 of 1", firstTokens(engine, 1));
            print("token at 20/s, cold, 100 tokens", tokens(engine, 100, 50_000));
            print("token at 100/s, 1,000 tokens", tokens(engine, 1000, 10_000));
            print("token at 1,000/s, 5,000 tokens", tokens(engine, 5000, 1000));
            print("token at 10,000/s, 20,000 tokens", tokens(engine, 20_000, 100));
            print("token at 20/s, warm, 100 tokens", tokens(engine, 100, 50_000));
            print("first token, " + FIRST_TOKENS + " requests", firstTokens(engine, FIRST_TOKENS));
            flood(engine);
            engine.close();
            print("start of a worker until its model is open", starts(engines));
        }
    }

    private static long[] tokens(SupervisedEngine engine, int count, int micros) throws InterruptedException {
        long[] added = new long[count];
        int[] received = new int[1];
        CountDownLatch done = new CountDownLatch(1);
        var _ = engine.generate(ask("time " + count + " " + micros), event -> {
            if (event instanceof TextEvent.TextDelta delta) {
                added[received[0]++] = System.nanoTime() - Long.parseLong(delta.text());
            } else if (event instanceof TextEvent.Terminal) {
                done.countDown();
            }
        });
        var _ = done.await(5, TimeUnit.MINUTES);
        return added;
    }

    private static long[] firstTokens(SupervisedEngine engine, int count) throws InterruptedException {
        long[] waited = new long[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            CountDownLatch done = new CountDownLatch(1);
            long start = System.nanoTime();
            var _ = engine.generate(ask("count 1 0"), event -> {
                if (event instanceof TextEvent.TextDelta) {
                    waited[index] = System.nanoTime() - start;
                } else if (event instanceof TextEvent.Terminal) {
                    done.countDown();
                }
            });
            var _ = done.await(1, TimeUnit.MINUTES);
            Thread.sleep(5);
        }
        return waited;
    }

    private static void flood(SupervisedEngine engine) throws InterruptedException {
        int count = 300_000;
        CountDownLatch done = new CountDownLatch(1);
        long start = System.nanoTime();
        var _ = engine.generate(ask("count " + count + " 0"), event -> {
            if (event instanceof TextEvent.Terminal) {
                done.countDown();
            }
        });
        var _ = done.await(5, TimeUnit.MINUTES);
        System.out.printf(
                Locale.ROOT, "| flood: %,.0f tokens/s | | | | |%n", count * 1e9 / (System.nanoTime() - start));
    }

    private static long[] starts(WorkerEngines engines) throws Exception {
        long[] waited = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (SupervisedEngine _ = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE)) {
                waited[i] = System.nanoTime() - start;
            }
        }
        return waited;
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                what,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 9 / 10] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }
}
