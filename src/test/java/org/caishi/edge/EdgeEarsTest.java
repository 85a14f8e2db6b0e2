/** The edge's ears: only for those that are wished, for as long as they are, and never more than the line bears. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.Listening.Ear;
import org.caishi.device.Listening.Way;
import org.caishi.edge.EdgeMessages.Listen;
import org.caishi.edge.EdgeMessages.Overheard;
import org.junit.jupiter.api.Test;

class EdgeEarsTest {
    private Instant now = Instant.parse("2026-05-01T00:00:00Z");
    private final EdgeEars ears = new EdgeEars(() -> now);
    private final Device one = scale("SC-1");
    private final Device other = scale("SC-2");

    @Test
    void onlyWhatIsWishedIsHeardAndOnlyAsLongAsItIsWished() {
        assertThat(ears.ear(one)).isNull();
        ears.listen(List.of(new Listen("SC-1", 60)));
        assertThat(ears.ear(other)).isNull();
        heard(one, "0.488");
        assertThat(ears.news()).singleElement().satisfies(news -> {
            assertThat(news.serial()).isEqualTo("SC-1");
            assertThat(news.heard().lines()).singleElement().satisfies(line -> {
                assertThat(line.text()).isEqualTo("30 2E 34 38 38");
                assertThat(line.way()).isEqualTo(Way.IN);
                assertThat(line.millis()).isEqualTo(now.toEpochMilli());
            });
        });
        assertThat(ears.news()).isEmpty();

        ears.listen(List.of());
        assertThat(ears.ear(one)).isNull();
    }

    @Test
    void withoutACentreItEndsByItselfAndNoWishLastsLongerThanFiveMinutes() {
        ears.listen(List.of(new Listen("SC-1", 1_000_000), new Listen("SC-2", -7)));
        assertThat(ears.news()).isEmpty();
        assertThat(ears.ear(other)).isNull();
        now = now.plusSeconds(299);
        heard(one, "1");
        assertThat(ears.news()).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(ears.news()).isEmpty();
        assertThat(ears.ear(one)).isNull();
    }

    @Test
    void whatTheLineDoesNotBearIsCountedAsLost() {
        ears.listen(List.of(new Listen("SC-1", 60), new Listen("SC-2", 60)));
        for (int i = 0; i < 100; i++) {
            heard(one, "x".repeat(60));
            heard(other, "y".repeat(60));
        }
        List<Overheard> news = ears.news();
        int characters = news.stream()
                .flatMap(told -> told.heard().lines().stream())
                .mapToInt(line -> line.text().length())
                .sum();
        int told = news.stream().mapToInt(each -> each.heard().lines().size()).sum();
        int lost = news.stream().mapToInt(each -> each.heard().lost()).sum();
        assertThat(characters).isPositive().isLessThanOrEqualTo(EdgeEars.MOST_CHARACTERS);
        assertThat(told + lost).isEqualTo(200);
    }

    private void heard(Device scale, String text) {
        Ear ear = Objects.requireNonNull(ears.ear(scale));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ear.bytes(Way.IN, bytes, 0, bytes.length);
    }

    private static Device scale(String serial) {
        return new Device(
                0, 1, serial, DeviceKind.SCALE, "", "", "yaohua-tf0", LinkKind.SERIAL, "", Map.of(), null, null);
    }
}
