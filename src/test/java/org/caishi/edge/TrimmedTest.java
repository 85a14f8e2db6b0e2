/** Whatever an edge says, the product's pages hold no more of it than of their own links. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caishi.device.BadFrame;
import org.caishi.device.LinkCounts;
import org.caishi.device.Listening.Heard;
import org.caishi.device.Listening.Line;
import org.caishi.device.Listening.Way;
import org.junit.jupiter.api.Test;

class TrimmedTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void soundCountsStayAsTheyAre() {
        LinkCounts told = new LinkCounts(
                7,
                100,
                NOW.minusSeconds(1),
                2,
                1,
                Map.of("checksum", 3L),
                List.of(new BadFrame(NOW.minusSeconds(2), "checksum", "02 2B")),
                "PLU 1");
        assertThat(Trimmed.counts(told, NOW)).isEqualTo(told);
    }

    @Test
    void nonsenseIsCutOrDropped() {
        Map<String, Long> kinds = new HashMap<>(Map.of("<script>", 1L, "minus", -1L));
        for (int i = 0; i < 100; i++) {
            kinds.put("kind-" + i, 1L);
        }
        LinkCounts told = new LinkCounts(
                -1,
                -1,
                NOW.plusSeconds(3_600),
                -1,
                -1,
                kinds,
                Collections.nCopies(1_000, new BadFrame(NOW.plusSeconds(9), "checksum", "02")),
                "x\n".repeat(1_000));
        LinkCounts cut = Trimmed.counts(told, NOW);
        assertThat(cut.frames()).isZero();
        assertThat(cut.lastFrameAt()).isEqualTo(NOW);
        assertThat(cut.rejected()).hasSize(24).doesNotContainKeys("<script>", "minus");
        assertThat(cut.bad()).hasSize(12).allSatisfy(bad -> assertThat(bad.at()).isEqualTo(NOW));
        assertThat(cut.said()).hasSize(200).doesNotContain("\n");
        BadFrame noHex = new BadFrame(NOW, "checksum", "<b>");
        assertThat(Trimmed.counts(new LinkCounts(0, 0, null, 0, 0, Map.of(), List.of(noHex), ""), NOW)
                        .bad())
                .isEmpty();
    }

    @Test
    void linesThatWereHeardAreCutToTheirBound() {
        Heard cut = Trimmed.heard(new Heard(List.of(new Line(1, Way.MEANT, "x\u0007".repeat(500))), -3));
        assertThat(cut.lost()).isZero();
        assertThat(cut.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.text()).hasSize(220).doesNotContain("\u0007"));
    }
}
