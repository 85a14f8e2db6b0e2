/** A sentence becomes sound that can be heard; where no program makes it, that is said. Needs espeak-ng (scripts/test). */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.speaker.SpokenAudio.Result;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;

class SpokenAudioTest {
    /** Of 32,767; the noise of a silent line is a few, a voice a few thousand. */
    private static final long LOUD_ENOUGH = 500;

    private final SpokenAudio audio = new SpokenAudio("espeak-ng");

    @Test
    void anAnnouncementIsHeardInBothLanguages() {
        for (Locale language : new Locale[] {Locale.CHINESE, Locale.ENGLISH}) {
            String text = AnnouncementText.received(Wallet.WECHAT, Money.ofFen(12_50), language);
            Result result = audio.say(text, language);
            assertThat(result)
                    .as("this test needs espeak-ng: apt-get install espeak-ng")
                    .isNotInstanceOf(Result.NotInstalled.class)
                    .isInstanceOf(Result.Sound.class);
            byte[] wav = ((Result.Sound) result).wav();
            assertThat(seconds(wav)).isBetween(1L, 10L);
            assertThat(loudness(wav)).isGreaterThan(LOUD_ENOUGH);
            assertThat(ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(40))
                    .as("the length in its head")
                    .isEqualTo(wav.length - Wav.HEAD);
        }
    }

    @Test
    void whatLooksLikeAnOptionIsOnlyRead() {
        assertThat(audio.say("-f /etc/passwd", Locale.ENGLISH)).isInstanceOf(Result.Sound.class);
    }

    @Test
    void aMachineWithoutTheProgramSaysSo() {
        assertThat(new SpokenAudio("no-such-program").say("收款", Locale.CHINESE))
                .isInstanceOf(Result.NotInstalled.class);
    }

    @Test
    void aProgramThatMakesNoSoundHasFailed() {
        assertThat(new SpokenAudio("true").say("收款", Locale.CHINESE)).isInstanceOf(Result.Failed.class);
        assertThat(audio.say("长".repeat(1_000), Locale.CHINESE)).isInstanceOf(Result.Failed.class);
    }

    private static long seconds(byte[] wav) {
        int bytesASecond = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(28);
        return Math.ceilDiv(wav.length - Wav.HEAD, bytesASecond);
    }

    /** The root of the mean square of its samples of 16 bits. */
    private static long loudness(byte[] wav) {
        ByteBuffer samples =
                ByteBuffer.wrap(wav, Wav.HEAD, wav.length - Wav.HEAD).order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        long count = 0;
        while (samples.remaining() >= 2) {
            long sample = samples.getShort();
            sum += sample * sample;
            count++;
        }
        return Math.round(Math.sqrt(sum / count));
    }
}
