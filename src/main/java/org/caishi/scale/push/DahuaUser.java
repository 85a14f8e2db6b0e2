/** Talks to Dahua TM scales on their links: writes the goods that are due, reads them back, and keeps the link awake. */
package org.caishi.scale.push;

import java.io.IOException;
import java.time.Duration;
import org.caishi.device.Device;
import org.caishi.device.Wire;
import org.caishi.device.WireUser;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Before the reader of all other scales: these say nothing unless they are asked, and take one client at a time. */
@Component
@Order(0)
class DahuaUser implements WireUser {
    /** A third of the time after which a silent link is given up. */
    private static final Duration ASKED_EVERY = Duration.ofSeconds(20);

    /** Whose goods are asked for to see whether the scale is there; there need not be any. */
    private static final int ANY_NUMBER = 1;

    private final WaitingGoods pushes;
    private final DahuaTalk.Timing timing;

    @Autowired
    DahuaUser(WaitingGoods pushes) {
        this(pushes, DahuaTalk.Timing.USUAL);
    }

    DahuaUser(WaitingGoods pushes, DahuaTalk.Timing timing) {
        this.pushes = pushes;
        this.timing = timing;
    }

    @Override
    public boolean speaks(Device device) {
        return DahuaLine.leadsTo(device);
    }

    @Override
    public void use(Device device, Wire wire) throws IOException, InterruptedException {
        pushes.begin(device);
        try (DahuaTalk talk = new DahuaTalk(wire, timing)) {
            GoodsLine line = new DahuaLine(device, talk);
            while (!Thread.currentThread().isInterrupted()) {
                pushes.sendDue(device, line);
                pushes.await(device, ASKED_EVERY);
                if (pushes.due(device).isEmpty()) {
                    talk.goods(ANY_NUMBER);
                }
            }
        }
    }
}
