/** A market with one stall, its scale and its goods, whose scale sells on demand: for tests of the register and the fair scale. */
package org.caishi.scale.metrology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.scale.Receipt;
import org.caishi.scale.SaleMessage;
import org.caishi.scale.Weighings;
import org.caishi.testing.TestMarket;
import org.caishi.units.UnitPrice;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public class ScaleFloor {
    private final AtomicLong sequence = new AtomicLong();
    private final TestMarket markets;
    private final Devices devices;
    private final Goods goods;
    private final Weighings weighings;
    private final Clock clock;

    ScaleFloor(TestMarket markets, Devices devices, Goods goods, Weighings weighings, Clock clock) {
        this.markets = markets;
        this.devices = devices;
        this.goods = goods;
        this.weighings = weighings;
        this.clock = clock;
    }

    /** What was opened. */
    public record Floor(Market market, PlateHolder holder, Device scale) {
        public String base() {
            return "/manage/" + market.code();
        }

        public String page() {
            return base() + "/scales/" + scale.deviceId();
        }
    }

    public Floor open() {
        return open(null);
    }

    public Floor open(@Nullable LocalDate verifiedUntil) {
        Market market = markets.open(0);
        PlateHolder holder = markets.stall(market, "A1");
        goods.add(market.marketId(), holder.vendor().vendorId(), "番茄", "蔬菜", 1001, UnitPrice.ofFenPerKilogram(500), 1);
        return new Floor(market, holder, scale(market, holder.stall().stallId(), verifiedUntil));
    }

    public Device scale(Market market, @Nullable Long stallId, @Nullable LocalDate verifiedUntil) {
        return devices.register(new NewDevice(
                market.marketId(),
                "MS-" + UUID.randomUUID().toString().substring(0, 13),
                DeviceKind.SCALE,
                "大华",
                "TM-15A",
                "caishi-json",
                LinkKind.HTTP,
                "",
                Map.of(),
                stallId,
                verifiedUntil,
                null));
    }

    public LocalDate today(Market market) {
        return clock.instant().atZone(market.timeZone()).toLocalDate();
    }

    /** The floor's scale sells so many grams of PLU 1001; the weighing's id. */
    public long sell(Floor floor, long grams, long fenPerKg) {
        long amount = UnitPrice.ofFenPerKilogram(fenPerKg)
                .times(org.caishi.units.Weight.ofGrams(grams))
                .fen();
        String sale =
                "{\"kind\":\"sale\",\"serial\":\"%s\",\"seq\":%d,\"at\":\"%s\",\"items\":[{\"plu\":1001,\"name\":\"番茄\",\"netGrams\":%d,\"tareGrams\":0,\"unitPriceFenPerKg\":%d,\"amountFen\":%d,\"flags\":[]}],\"totalFen\":%d}"
                        .formatted(
                                floor.scale().serial(),
                                sequence.incrementAndGet(),
                                clock.instant(),
                                grams,
                                fenPerKg,
                                amount,
                                amount);
        if (SaleMessage.parse(sale.getBytes(UTF_8)) instanceof SaleMessage.Accepted(var signal)
                && weighings.receive(floor.scale(), signal) instanceof Receipt.Stored(long id)) {
            return id;
        }
        throw new AssertionError("not stored: " + sale);
    }
}
