/** An announcement's id as devices see it. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementIdTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 742_130_881_337_221_120L, Long.MAX_VALUE})
    void itIsReadAsItWasWritten(long id) {
        assertThat(AnnouncementId.text(id)).matches("[0-9A-Z]{13}");
        assertThat(AnnouncementId.parse(AnnouncementId.text(id))).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "no id of ours", "0J9X2M4Q7T3Z", "0J9X2M4Q7T3ZBB", "0J9X2M4Q7T3Z!", "收款收款收款收款收款收款收"})
    void whatIsNoneIsRefused(String text) {
        assertThat(AnnouncementId.parse(text)).isEmpty();
    }

    @Test
    void idsAreAsFarApartAsTheirTimes() {
        long id = 742_130_881_337_221_120L;
        assertThat(AnnouncementId.madeAt(id + AnnouncementId.span(Duration.ofSeconds(90))))
                .isEqualTo(AnnouncementId.madeAt(id).plusSeconds(90));
    }
}
