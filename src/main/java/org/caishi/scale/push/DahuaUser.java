/** Talks to Dahua TM scales on their links: writes the goods that are due, reads them back, and keeps the link awake. */
package org.caishi.scale.push;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.Wire;
import org.caishi.device.WireUser;
import org.caishi.scale.protocol.DahuaPlu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Before the reader of all other scales: these say nothing unless they are asked, and take one client at a time. */
@Component
@Order(0)
class DahuaUser implements WireUser {
    private static final Logger LOG = LoggerFactory.getLogger(DahuaUser.class);

    /** A third of the time after which a silent link is given up. */
    private static final Duration ASKED_EVERY = Duration.ofSeconds(20);

    /** Whose goods are asked for to see whether the scale is there; there need not be any. */
    private static final int ANY_NUMBER = 1;

    private final GoodsPush pushes;
    private final DahuaTalk.Timing timing;

    @Autowired
    DahuaUser(GoodsPush pushes) {
        this(pushes, DahuaTalk.Timing.USUAL);
    }

    DahuaUser(GoodsPush pushes, DahuaTalk.Timing timing) {
        this.pushes = pushes;
        this.timing = timing;
    }

    @Override
    public boolean speaks(Device device) {
        return GoodsPush.takesGoods(device);
    }

    @Override
    public void use(Device device, Wire wire) throws IOException, InterruptedException {
        pushes.begin(device);
        try (DahuaTalk talk = new DahuaTalk(wire, timing)) {
            while (!Thread.currentThread().isInterrupted()) {
                sendWhatIsDue(device, talk);
                pushes.await(device, ASKED_EVERY);
                if (pushes.due(device).isEmpty()) {
                    talk.goods(ANY_NUMBER);
                }
            }
        }
    }

    private void sendWhatIsDue(Device device, DahuaTalk talk) throws IOException, InterruptedException {
        for (Optional<Push> due = pushes.due(device); due.isPresent(); due = pushes.due(device)) {
            send(device, due.get(), talk);
        }
    }

    private void send(Device device, Push push, DahuaTalk talk) throws IOException, InterruptedException {
        switch (DahuaGoods.of(push, device)) {
            case DahuaGoods.Unfit(PushReason reason, String detail) -> pushes.failed(push, reason, detail);
            case DahuaGoods.Fit fit -> write(device, push, fit, talk);
        }
    }

    private void write(Device device, Push push, DahuaGoods.Fit fit, DahuaTalk talk)
            throws IOException, InterruptedException {
        try {
            DahuaPlu wanted = talk.goods(fit.number()).map(fit::over).orElseGet(fit::fresh);
            talk.write(wanted);
            Optional<DahuaPlu> found = talk.goods(fit.number());
            if (found.filter(wanted::equals).isPresent()) {
                pushes.done(push);
            } else {
                pushes.failed(
                        push, PushReason.DIFFERS, found.map(DahuaPlu::toString).orElse(""));
            }
        } catch (DahuaTalk.Refusal refused) {
            LOG.warn("{} refuses PLU {}: {}", device.serial(), push.plu(), refused.getMessage());
            pushes.failed(push, PushReason.REFUSED, String.valueOf(refused.getMessage()));
        } catch (DahuaTalk.Silence silent) {
            pushes.failed(push, PushReason.SILENT, "");
            throw silent;
        } catch (IOException broken) {
            pushes.failed(push, PushReason.BROKEN, String.valueOf(broken.getMessage()));
            throw broken;
        }
    }
}
