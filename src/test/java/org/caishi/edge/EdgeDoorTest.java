/** The centre's doors for edges: each edge sees its own scales only, and a sale told twice books once. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.edge.EdgeCentre.Answer;
import org.caishi.edge.EdgeCentre.Configuration;
import org.caishi.edge.EdgeMessages.Acks;
import org.caishi.edge.EdgeMessages.Display;
import org.caishi.edge.EdgeMessages.LinkNews;
import org.caishi.edge.EdgeMessages.News;
import org.caishi.edge.EdgeMessages.Wishes;
import org.caishi.market.Stall;
import org.caishi.platform.BadInput;
import org.caishi.scale.LiveWeights;
import org.caishi.scale.SaleAck;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class EdgeDoorTest {
    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    LiveWeights live;

    @Autowired
    JdbcTemplate jdbc;

    private EdgeFloor floor;
    private Stall stall;
    private Device scale;

    @BeforeEach
    void hangAScale() {
        var market = markets.open(0);
        stall = markets.stall(market, "A1").stall();
        floor = EdgeFloor.open(devices, jdbc, market);
        scale = floor.scale(stall, "yaohua-tf0", LinkKind.SERIAL, "/dev/ttyUSB7", Map.of("baud", "4800"));
    }

    @Test
    void anEdgeIsToldItsOwnScalesWithTheirKeysSealedAndUnchangedListsAreNotToldAgain() throws Exception {
        var otherMarket = markets.open(0);
        EdgeFloor other = EdgeFloor.open(devices, jdbc, otherMarket);
        Device foreign = other.smartScale(markets.stall(otherMarket, "B1").stall());
        Device loose = EdgeFloor.register(
                devices, floor.market(), stall, DeviceKind.SCALE, "ecr", LinkKind.SERIAL, "/dev/ttyUSB8", Map.of());
        try (EdgeCentre centre = centre(floor.edge())) {
            Configuration told = told(centre.scales(""));

            List<HungScale> scales = JsonMapper.shared()
                    .readValue(told.json(), EdgeMessages.Scales.class)
                    .scales();
            assertThat(scales).singleElement().satisfies(only -> {
                assertThat(only.serial()).isEqualTo(scale.serial());
                assertThat(only.protocol()).isEqualTo("yaohua-tf0");
                assertThat(only.link()).isEqualTo(LinkKind.SERIAL);
                assertThat(only.address()).isEqualTo("/dev/ttyUSB7");
                assertThat(only.settings()).containsEntry("baud", "4800");
                assertThat(new ScaleKeys(devices.key(floor.edge())).open(only.serial(), only.key()))
                        .isEqualTo(devices.key(scale));
                assertThatThrownBy(() -> new ScaleKeys(devices.key(other.edge())).open(only.serial(), only.key()))
                        .isInstanceOf(IllegalArgumentException.class);
            });
            assertThat(new String(told.json(), StandardCharsets.UTF_8))
                    .doesNotContain(foreign.serial(), loose.serial(), devices.keyText(scale));
            assertThat(centre.scales(told.tag())).isInstanceOf(Answer.Unchanged.class);

            devices.hang(loose, floor.edge());
            assertThat(centre.scales(told.tag())).isInstanceOf(Answer.Told.class);
        }
        assertThatThrownBy(() -> devices.hang(foreign, floor.edge())).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> devices.hang(scale, scale)).isInstanceOf(BadInput.class);
    }

    @Test
    void theCentreKeepsNoLinkOfAScaleThatHangsOnAnEdge() {
        assertThat(devices.linked()).doesNotContain(scale);
        devices.unhang(scale);
        assertThat(devices.linked()).contains(scale);
        assertThat(devices.onEdge(floor.edge())).isEmpty();
    }

    @Test
    void aScaleWithItsOwnKeyIsNoEdge() throws Exception {
        try (EdgeCentre centre = centre(scale)) {
            assertThat(centre.scales(""))
                    .isInstanceOfSatisfying(
                            Answer.Away.class, away -> assertThat(away.words()).contains("not as an edge"));
            assertThat(centre.forward(List.of(sale(1, 100)))).isInstanceOf(Answer.Away.class);
            assertThat(centre.tell(news(List.of(), List.of()))).isInstanceOf(Answer.Away.class);
        }
        assertThat(floor.booked(scale)).isEmpty();
    }

    @Test
    void aWrongKeyIsSaidInWords() throws Exception {
        EdgeSettings wrong = new EdgeSettings(
                EdgeFloor.PRODUCT,
                floor.edge().serial(),
                "0".repeat(64).getBytes(StandardCharsets.US_ASCII),
                Path.of("unused"),
                0,
                0,
                1,
                0);
        try (EdgeCentre centre = new EdgeCentre(wrong, new CentreClock(Clock.systemUTC()))) {
            assertThat(centre.scales("")).isInstanceOf(Answer.Away.class);
            assertThat(centre.state())
                    .isEqualTo("the key is not that of " + floor.edge().serial());
        }
    }

    @Test
    void aMachineWithAWrongClockTakesTheCentresTime() throws Exception {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofDays(-400));
        try (EdgeCentre centre =
                new EdgeCentre(floor.settings(EdgeFloor.PRODUCT, Path.of("unused"), 1), new CentreClock(slow))) {
            assertThat(centre.scales("")).isInstanceOf(Answer.Away.class);
            assertThat(centre.scales("")).isInstanceOf(Answer.Told.class);
        }
    }

    @Test
    void salesAreAnsweredOneByOneAndToldTwiceBookOnce() throws Exception {
        var otherMarket = markets.open(0);
        Device foreign = EdgeFloor.open(devices, jdbc, otherMarket)
                .smartScale(markets.stall(otherMarket, "B1").stall());
        BufferedSale ofForeign = sale(foreign, 1, 100);
        List<BufferedSale> batch = List.of(sale(1, 100), ofForeign, sale(2, 200), sale(1, 999), broken());
        try (EdgeCentre centre = centre(floor.edge())) {
            List<SaleAck> first = acks(centre.forward(batch));
            List<SaleAck> again = acks(centre.forward(batch));

            assertThat(first).extracting(SaleAck::reason).containsExactly(null, "edge", null, "sequence", "json");
            assertThat(again).isEqualTo(first);
        }
        assertThat(floor.booked(scale)).containsExactly(1L, 2L);
        assertThat(floor.booked(foreign)).isEmpty();
    }

    @Test
    void whatTheEdgeTellsOfNowIsShownForItsOwnScalesOnly() throws Exception {
        var otherMarket = markets.open(0);
        Stall foreignStall = markets.stall(otherMarket, "B1").stall();
        Device foreign = EdgeFloor.open(devices, jdbc, otherMarket).smartScale(foreignStall);
        try (EdgeCentre centre = centre(floor.edge())) {
            Answer<Wishes> answer = centre.tell(news(
                    List.of(
                            new Display(scale.serial(), 488L, true, null, null),
                            new Display(foreign.serial(), 999L, true, null, null)),
                    List.of(
                            new LinkNews(scale.serial(), true, "/dev/ttyUSB7", 12, null),
                            new LinkNews(foreign.serial(), true, "here", 12, null))));
            assertThat(answer).isEqualTo(new Answer.Told<>(Wishes.NONE));
        }
        assertThat(live.of(scale.marketId(), stall.stallId())).hasValueSatisfying(shown -> {
            assertThat(shown.weight()).hasToString("0.488 kg");
            assertThat(shown.stable()).isTrue();
        });
        assertThat(live.of(foreign.marketId(), foreignStall.stallId()))
                .hasValueSatisfying(shown -> assertThat(shown.weight()).isNull());
        assertThat(links.of(scale)).hasValueSatisfying(link -> {
            assertThat(link.up()).isTrue();
            assertThat(link.detail()).isEqualTo(floor.edge().serial() + ": /dev/ttyUSB7");
            assertThat(link.bytesIn()).isEqualTo(12);
        });
        assertThat(links.of(foreign)).isEmpty();
        assertThat(links.of(floor.edge()))
                .hasValueSatisfying(link -> assertThat(link.detail()).isEqualTo("3 waiting, 0 refused, 0 damaged"));
    }

    private EdgeCentre centre(Device as) {
        return new EdgeCentre(
                new EdgeSettings(EdgeFloor.PRODUCT, as.serial(), devices.key(as), Path.of("unused"), 0, 0, 1, 0),
                new CentreClock(Clock.systemUTC()));
    }

    private BufferedSale sale(long sequence, long fen) {
        return sale(scale, sequence, fen);
    }

    private BufferedSale sale(Device of, long sequence, long fen) {
        String message = new EdgeScale(of, new byte[0], 0).sale(sequence, fen);
        return new BufferedSale(0, of.serial(), sequence, message.getBytes(StandardCharsets.UTF_8));
    }

    private BufferedSale broken() {
        return new BufferedSale(0, scale.serial(), 3, "{\"seq\":3".getBytes(StandardCharsets.UTF_8));
    }

    private static News news(List<Display> displays, List<LinkNews> links) {
        return new News(displays, links, null, 3, 0, 0, false);
    }

    private static List<SaleAck> acks(Answer<Acks> answer) {
        return ((Answer.Told<Acks>) answer).content().acks();
    }

    private static Configuration told(Answer<Configuration> answer) {
        return ((Answer.Told<Configuration>) answer).content();
    }
}
