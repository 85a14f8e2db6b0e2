/** Makes a weighing of the labels that a label scale has printed, by their barcodes. */
package org.caishi.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.Person;
import org.caishi.market.Stall;
import org.caishi.platform.BadInput;
import org.caishi.scale.protocol.LabelBarcode;
import org.caishi.scale.protocol.LabelBarcode.Layout;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class LabelSales {
    /** Bags of one customer. */
    static final int MOST = 20;

    /** The label tells an amount only: the weight is not known, and none is made up. */
    private static final String NO_WEIGHT = "no-weight";

    /** The goods cost something else today than when the label was printed; what the label says is asked for. */
    private static final String OTHER_PRICE = "other-price";

    private final Goods goods;
    private final Devices devices;
    private final StallSales sales;

    LabelSales(Goods goods, Devices devices, StallSales sales) {
        this.goods = goods;
        this.devices = devices;
        this.sales = sales;
    }

    Weighing sell(Person vendor, String tap, List<String> codes) {
        if (codes.isEmpty() || codes.size() > MOST) {
            throw new BadInput("scale.label.count", MOST);
        }
        Stall stall = sales.stallOf(vendor);
        long vendorId = Sellers.vendor(vendor);
        @Nullable Device printer = printer(stall);
        Layout layout = printer == null ? Layout.USUAL : LabelLayouts.of(printer.settings());
        Map<Integer, Good> byPlu =
                goods.of(stall.marketId(), vendorId).stream().collect(Collectors.toMap(Good::plu, Function.identity()));
        List<Weighing.Item> items = new ArrayList<>(codes.size());
        List<String> flags = new ArrayList<>(codes.size());
        for (String code : codes) {
            LabelBarcode label = read(code, layout);
            Good good = byPlu.get(Integer.parseInt(label.item()));
            if (good == null) {
                throw new BadInput("scale.label.goods", label.item());
            }
            items.add(item(items.size() + 1, label, good));
            flags.add(flag(label, good, layout));
        }
        return sales.take(
                stall,
                vendorId,
                new StallSales.Draft(Weighing.Source.LABEL, printer == null ? 0 : printer.deviceId(), items, flags),
                StallSales.tap(tap));
    }

    /** Of the stall's scales the one whose labels the registry describes. */
    private @Nullable Device printer(Stall stall) {
        return devices.ofStall(stall.marketId(), stall.stallId(), DeviceKind.SCALE).stream()
                .filter(device -> LabelLayouts.isToldBy(device.settings()))
                .findFirst()
                .orElse(null);
    }

    private static LabelBarcode read(String code, Layout layout) {
        return switch (LabelBarcode.read(code, layout)) {
            case LabelBarcode.Outcome.Read(LabelBarcode label) -> label;
            case LabelBarcode.Outcome.Refused _ -> throw new BadInput("scale.label.unreadable", shown(code));
        };
    }

    private static String shown(String code) {
        String text = code.strip();
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    private static Weighing.Item item(int lineNo, LabelBarcode label, Good good) {
        Weight net = label.weight() == null ? Weight.ZERO : label.weight();
        Money amount = label.amount() == null ? good.price().times(net) : label.amount();
        return new Weighing.Item(
                lineNo, good.goodId(), good.plu(), good.name(), net, Weight.ZERO, good.price(), amount);
    }

    private static String flag(LabelBarcode label, Good good, Layout layout) {
        if (label.weight() == null) {
            return NO_WEIGHT;
        }
        if (label.amount() == null) {
            return "";
        }
        long apart = good.price().times(label.weight()).minus(label.amount()).fen();
        return Math.abs(apart) <= layout.amountFen() ? "" : OTHER_PRICE;
    }
}
