/** The manager registers an edge box and hangs scales on it; others may look, strangers may not. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class EdgesPageTest {
    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    Staff staff;

    private Market market;
    private Device scale;
    private String page;

    @BeforeEach
    void registerAScale() {
        market = markets.open(0);
        scale = EdgeFloor.register(
                devices,
                market,
                markets.stall(market, "A1").stall(),
                DeviceKind.SCALE,
                "yaohua-tf0",
                LinkKind.SERIAL,
                "/dev/ttyUSB9",
                Map.of());
        page = "/manage/" + market.code() + "/edges";
    }

    @Test
    void anEdgeIsRegisteredItsKeyIsShownOnceAndAScaleHungOnIt() {
        Visitor manager = staff.signedIn(Role.MANAGER, market);
        String serial = "EDGE-" + market.marketId();

        String registered = Staff.submit(manager, page, page, Map.of("serial", serial));

        Device edge = devices.bySerial(serial).orElseThrow();
        assertThat(edge.kind()).isEqualTo(DeviceKind.EDGE);
        assertThat(registered).contains(devices.keyText(edge));
        assertThat(manager.get(page).body()).contains(serial).doesNotContain(devices.keyText(edge));

        hang(manager, serial);
        assertThat(devices.onEdge(edge)).containsExactly(scale);
        assertThat(devices.linked()).doesNotContain(scale);

        hang(manager, "");
        assertThat(devices.onEdge(edge)).isEmpty();
    }

    @Test
    void aScaleIsHungOnNoOtherMarketsEdgeAndATakenSerialIsSaidInWords() {
        Visitor manager = staff.signedIn(Role.MANAGER, market);
        Device foreign = EdgeFloor.register(
                devices, markets.open(0), null, DeviceKind.EDGE, "caishi-edge", LinkKind.HTTP, "", Map.of());

        assertThat(hang(manager, foreign.serial())).contains("alert-danger");
        assertThat(devices.onEdge(foreign)).isEmpty();
        assertThat(Staff.submit(manager, page, page, Map.of("serial", foreign.serial())))
                .contains("alert-danger", foreign.serial());
    }

    @Test
    void aClerkLooksButDoesNotChangeAndAStrangerSeesNothing() {
        Visitor clerk = staff.signedIn(Role.CLERK, market);
        assertThat(clerk.get(page).body()).contains(scale.serial()).doesNotContain("name=\"scale\"");
        String token = clerk.token("/manage/" + market.code());
        assertThat(clerk.post(page, Map.of("serial", "EDGE-X", "_csrf", token)).statusCode())
                .isEqualTo(403);
        assertThat(devices.bySerial("EDGE-X")).isEmpty();

        Visitor other = staff.signedIn(Role.MANAGER, markets.open(0));
        assertThat(other.get(page).statusCode()).isEqualTo(404);
    }

    private String hang(Visitor manager, String edge) {
        return Staff.submit(
                manager, page, page + "/hang", Map.of("scale", Long.toString(scale.deviceId()), "edge", edge));
    }
}
