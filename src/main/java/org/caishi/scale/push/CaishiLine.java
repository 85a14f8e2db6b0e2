/** The line to a smart scale of our own protocol: several goods in a message, and the answer comes by itself. */
package org.caishi.scale.push;

import com.github.f4b6a3.tsid.Tsid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.scale.GoodsWay;
import org.caishi.scale.protocol.CaishiGoods;
import org.caishi.scale.protocol.CaishiJson;

record CaishiLine(GoodsWay way) implements GoodsLine {
    /** Whether a scale speaks the protocol; whether it keeps goods, it says itself. */
    static boolean leadsTo(Device device) {
        return device.kind() == DeviceKind.SCALE && device.protocol().equals(CaishiJson.PROTOCOL.name());
    }

    @Override
    public int most() {
        return CaishiGoods.MOST;
    }

    @Override
    public List<Sent> send(List<Push> goods) {
        Sent sent = say(message(goods));
        return goods.stream().map(each -> sent).toList();
    }

    private Sent say(byte[] message) {
        try {
            way.say(message);
            return new Sent.Awaited();
        } catch (IOException broken) {
            return new Sent.Broken(PushReason.BROKEN, broken);
        }
    }

    static byte[] message(List<Push> goods) {
        return CaishiGoods.message(goods.stream().map(CaishiLine::item).toList());
    }

    private static CaishiGoods.Item item(Push push) {
        return new CaishiGoods.Item(
                wordOf(push.pushId()), push.plu(), push.name(), push.price(), push.hotKey(), push.deleted());
    }

    /** An id as it stands on a wire: 13 characters, in the order of the numbers. */
    static String wordOf(long id) {
        return Tsid.from(id).toString();
    }

    /** The push that an id on the wire stands for; empty when it cannot be one of ours. */
    static Optional<Long> pushId(String id) {
        return Tsid.isValid(id) ? Optional.of(Tsid.from(id).toLong()) : Optional.empty();
    }
}
