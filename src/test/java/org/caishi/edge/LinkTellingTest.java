/** What of the links is news, and when: changes at once, counts where somebody looks, and all of it again after a failure. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.caishi.device.LinkKind;
import org.caishi.device.link.LinkBoard;
import org.caishi.edge.EdgeMessages.LinkNews;
import org.caishi.edge.EdgeMessages.Scales;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LinkTellingTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final int MANY = LinkTelling.MOST + 5;

    @TempDir
    Path folder;

    private final LinkBoard board = new LinkBoard(() -> NOW);
    private HungScales scales;
    private LinkTelling telling;
    private long nanos = System.nanoTime();

    @BeforeEach
    void hangScales() throws IOException {
        ScaleKeys keys = new ScaleKeys("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        scales = new HungScales(folder, keys);
        List<HungScale> list = IntStream.range(0, MANY)
                .mapToObj(i -> new HungScale(
                        i, "SC-" + i, "ecr", LinkKind.TCP_OUT, "", Map.of(), keys.seal("SC-" + i, new byte[] {1})))
                .toList();
        assertThat(scales.takeAndKeep(JsonMapper.shared().writeValueAsBytes(new Scales(list))))
                .isTrue();
        telling = new LinkTelling(scales, board, new CentreClock(() -> NOW));
    }

    @Test
    void aChangeIsToldAtOnceAndTheRestWhenItIsDueOrSomebodyLooks() {
        comes("SC-1", 10);
        comes("SC-2", 20);
        assertThat(told()).containsExactlyInAnyOrder("SC-1 up 10", "SC-2 up 20");
        comes("SC-1", 5);
        assertThat(told()).isEmpty();
        board.told(scales.bySerial("SC-2").orElseThrow(), false, "ended", 0);
        assertThat(told()).containsExactly("SC-2 down 0");

        telling.watch(List.of("SC-1"));
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(told()).containsExactly("SC-1 up 5");
        telling.watch(List.of());
        nanos += Duration.ofSeconds(3).toNanos();
        assertThat(told()).isEmpty();
        nanos += Duration.ofSeconds(22).toNanos();
        assertThat(told()).containsExactlyInAnyOrder("SC-1 up 0", "SC-2 down 0");
    }

    @Test
    void whatDidNotArriveIsToldAgainWithAllItsBytes() {
        comes("SC-1", 10);
        assertThat(told()).containsExactly("SC-1 up 10");
        comes("SC-1", 5);
        telling.failed(nanos);
        assertThat(words(telling.news(nanos))).containsExactly("SC-1 up 5");
        telling.failed(nanos);
        comes("SC-1", 1);
        assertThat(told()).containsExactly("SC-1 up 6");
        assertThat(told()).isEmpty();
    }

    @Test
    void moreThanOneNewsHoldsFollowsInTheNextAndChangesGoFirst() {
        for (int i = 0; i < MANY; i++) {
            comes("SC-" + i, 1);
        }
        assertThat(told()).hasSize(LinkTelling.MOST);
        assertThat(told()).hasSize(MANY - LinkTelling.MOST);
        nanos += Duration.ofSeconds(30).toNanos();
        board.told(scales.bySerial("SC-7").orElseThrow(), false, "ended", 0);
        assertThat(told()).hasSize(LinkTelling.MOST).startsWith("SC-7 down 0");
    }

    private void comes(String serial, int bytes) {
        board.told(scales.bySerial(serial).orElseThrow(), true, "here", bytes);
    }

    private List<String> told() {
        List<String> words = words(telling.news(nanos));
        telling.arrived();
        return words;
    }

    private static List<String> words(List<LinkNews> news) {
        assertThat(news).allSatisfy(link -> assertThat(link.counts()).isNotNull());
        return news.stream()
                .map(link -> link.serial() + (link.up() ? " up " : " down ") + link.bytes())
                .toList();
    }
}
