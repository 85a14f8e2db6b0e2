/** A text as the sound of a WAV file, for a market's public address: by espeak-ng, where it is installed. */
package org.caishi.speaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Each text is one short process (0.1 s); two at a time at most, so that sound never takes the machine from payments. */
@Component
class SpokenAudio {
    private static final Logger LOG = LoggerFactory.getLogger(SpokenAudio.class);
    private static final int AT_ONCE = 2;
    private static final int LONGEST_TEXT = 400;
    private static final int MOST_BYTES = 4_000_000;
    private static final int SECONDS = 10;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final String program;

    /** @param program its name or path */
    SpokenAudio(@Value("${caishi.speaker.espeak:espeak-ng}") String program) {
        this.program = program;
    }

    /** What came of it. */
    sealed interface Result {
        @SuppressWarnings("ArrayRecordComponent")
        record Sound(byte[] wav) implements Result {}

        /** The machine has no espeak-ng: {@code apt-get install espeak-ng}. */
        record NotInstalled() implements Result {}

        record Busy() implements Result {}

        record Failed(String why) implements Result {}
    }

    /** Whether there is such a program at all. */
    boolean isInstalled() {
        try {
            new ProcessBuilder(program, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    Result say(String text, Locale language) {
        if (text.length() > LONGEST_TEXT) {
            return new Result.Failed("a text of " + text.length() + " characters");
        }
        if (!places.tryAcquire()) {
            return new Result.Busy();
        }
        try {
            return run(text, language);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return new Result.Failed("the product stops");
        } finally {
            places.release();
        }
    }

    /** The text goes in through standard input: as an argument it could be taken for an option. */
    private Result run(String text, Locale language) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(program, "-v", voice(language), "-s", "150", "--stdin", "--stdout")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            LOG.debug("{} cannot be started", program, missing);
            return new Result.NotInstalled();
        }
        Thread guard = Thread.ofVirtual().start(() -> endInTime(process));
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            byte[] wav = process.getInputStream().readNBytes(MOST_BYTES);
            return process.waitFor() == 0 && Wav.isWhole(wav)
                    ? new Result.Sound(Wav.withLengths(wav))
                    : new Result.Failed(program + " ended with " + process.exitValue());
        } catch (IOException | UncheckedIOException broken) {
            return new Result.Failed(broken.toString());
        } finally {
            guard.interrupt();
            process.destroyForcibly();
        }
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    /** A sentence with a Chinese character is Chinese. */
    static Locale languageOf(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic) ? Locale.CHINESE : Locale.ENGLISH;
    }

    private static String voice(Locale language) {
        return language.getLanguage().equals("en") ? "en" : "cmn";
    }
}
