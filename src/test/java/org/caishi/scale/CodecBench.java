/** Measures the codecs: frames a second on one core and bytes of memory a frame, beside reading the same bytes raw. */
package org.caishi.scale;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A buffer of a thousand good frames, as a link reads it; each frame tells one weight. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CodecBench {
    private static final int FRAMES = 1_000;

    @Param("yaohua-tf0")
    public String folder = "yaohua-tf0";

    private byte[] buffer = {};
    private ScaleDecoder decoder = (bytes, offset, length, signals) -> {};
    private Consumer<ScaleSignal> out = signal -> {};

    @Setup
    public void glueFrames(Blackhole sink) {
        GoldenFrame frame = weighing(folder);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES; i++) {
            line.writeBytes(frame.bytes());
        }
        buffer = line.toByteArray();
        decoder = frame.decoder();
        int heard = Heard.from(frame.decoder(), buffer, buffer.length).grams().size();
        if (heard != FRAMES) {
            throw new IllegalStateException(folder + " reads " + heard + " of " + FRAMES + " frames");
        }
        out = sink::consume;
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void decode() {
        decoder.accept(buffer, 0, buffer.length, out);
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int scan() {
        int sum = 0;
        for (byte octet : buffer) {
            sum += octet;
        }
        return sum;
    }

    /** Protocols whose frames tell states or sales, but no single weight, are left out. */
    private static GoldenFrame weighing(String folder) {
        return GoldenFrame.good(folder).stream()
                .filter(CodecBench::tellsOneWeight)
                .findFirst()
                .orElseThrow();
    }

    private static boolean tellsOneWeight(GoldenFrame frame) {
        return frame.events().size() == 1
                && "weight".equals(frame.events().getFirst().get("kind"));
    }

    /**
     * Prints a line a protocol.
     *
     * @param arguments folders of firmware-protocols; all without one
     */
    public static void main(String[] arguments) throws Exception {
        String[] folders = arguments.length > 0
                ? arguments
                : GoldenFrame.folders().stream()
                        .filter(folder -> GoldenFrame.good(folder).stream().anyMatch(CodecBench::tellsOneWeight))
                        .toArray(String[]::new);
        Options options = new OptionsBuilder()
                .include("^" + CodecBench.class.getName().replace(".", "\\.") + "\\.")
                .param("folder", folders)
                .forks(1)
                // JMH reads object fields through a method that newer JDKs warn about.
                .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        for (String folder : folders) {
            RunResult decode = result(results, folder, "decode");
            double figure = decode.getPrimaryResult().getScore();
            double limit = result(results, folder, "scan").getPrimaryResult().getScore();
            double bytes = Objects.requireNonNull(decode.getSecondaryResults().get("gc.alloc.rate.norm"))
                    .getScore();
            System.out.printf(
                    Locale.ROOT,
                    "codecs %-17s %6.2f M frames/s a core   limit %.1f M/s (reading the same bytes)   ratio %.0f %%   %.0f bytes of memory a frame%n",
                    folder,
                    figure / 1e6,
                    limit / 1e6,
                    100 * figure / limit,
                    bytes);
        }
    }

    private static RunResult result(Collection<RunResult> results, String folder, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getParam("folder").equals(folder)
                        && result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow();
    }
}
