/** Frames that have lost a byte or got a foreign one. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LostBytesTest {
    @Test
    void aLostByteNeverMakesAnotherWeightOfACheckedFrame() {
        for (String folder : new String[] {"yaohua-tf0", "yaohua-a12e", "yaohua-command", "toledo-continuous"}) {
            for (GoldenFrame frame : GoldenFrame.good(folder)) {
                byte[] bytes = frame.bytes();
                for (int lost = 0; lost < bytes.length; lost++) {
                    byte[] shorter = new byte[bytes.length - 1];
                    System.arraycopy(bytes, 0, shorter, 0, lost);
                    System.arraycopy(bytes, lost + 1, shorter, lost, shorter.length - lost);
                    assertThat(frame.events())
                            .as("%s without byte %d", frame, lost)
                            .containsAll(Heard.from(frame.decoder(), shorter, 5).meanings());
                }
            }
        }
    }

    @Test
    void aHeartbeatInsideATextFrameIsNoWeight() {
        for (String line : new String[] {"ww000HB.488kg\r\n", "S S  10HB0.00 g\r\n"}) {
            String protocol = line.startsWith("w") ? "yaohua-ww" : "mt-sics";
            Heard heard = Heard.from(GoldenFrame.open(protocol, Map.of()), line.getBytes(US_ASCII), 4);
            assertThat(heard.grams()).isEmpty();
            assertThat(heard.rejections()).containsExactly("frame");
        }
    }
}
