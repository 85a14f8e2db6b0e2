/** The line to a Dahua TM scale: goods by goods, each written and read back. */
package org.caishi.scale.push;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.scale.protocol.DahuaPlu;
import org.caishi.scale.protocol.DahuaTm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

record DahuaLine(Device device, DahuaTalk talk) implements GoodsLine {
    private static final Logger LOG = LoggerFactory.getLogger(DahuaLine.class);

    static boolean leadsTo(Device device) {
        return device.kind() == DeviceKind.SCALE
                && device.link() == LinkKind.TCP_OUT
                && device.protocol().equals(DahuaTm.PROTOCOL.name());
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public List<Sent> send(List<Push> goods) throws InterruptedException {
        return List.of(send(goods.getFirst()));
    }

    private Sent send(Push push) throws InterruptedException {
        return switch (DahuaGoods.of(push, device)) {
            case DahuaGoods.Unfit(PushReason reason, String detail) -> new Sent.Failed(reason, detail);
            case DahuaGoods.Fit fit -> write(push, fit);
        };
    }

    private Sent write(Push push, DahuaGoods.Fit fit) throws InterruptedException {
        try {
            DahuaPlu wanted = talk.goods(fit.number()).map(fit::over).orElseGet(fit::fresh);
            talk.write(wanted);
            Optional<DahuaPlu> found = talk.goods(fit.number());
            return found.filter(wanted::equals).isPresent()
                    ? new Sent.Done()
                    : new Sent.Failed(
                            PushReason.DIFFERS, found.map(DahuaPlu::toString).orElse(""));
        } catch (DahuaTalk.Refusal refused) {
            LOG.warn("{} refuses PLU {}: {}", device.serial(), push.plu(), refused.getMessage());
            return new Sent.Failed(PushReason.REFUSED, String.valueOf(refused.getMessage()));
        } catch (DahuaTalk.Silence silent) {
            return new Sent.Broken(PushReason.SILENT, silent);
        } catch (IOException broken) {
            return new Sent.Broken(PushReason.BROKEN, broken);
        }
    }
}
