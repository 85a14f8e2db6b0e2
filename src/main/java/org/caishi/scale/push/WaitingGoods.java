/** Where goods wait for their scales, and what became of them is kept: the product's rows, or an edge's memory. */
package org.caishi.scale.push;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.scale.ScaleSignal.GoodsAnswer;

/** Whoever has a line to a scale, here or beside it, sends and books in the one way that stands here. */
interface WaitingGoods {
    /** A line to the scale has begun: it may be new, or stand at another stall now. */
    void begin(Device scale);

    /** As {@link #begin}, for one of many scales that come back at once; what waits for it need not wait any longer. */
    void welcome(Device scale) throws InterruptedException;

    /** The oldest of what is due. */
    Optional<Push> due(Device scale);

    /** Scales of a market for which something is due. */
    List<Long> dueScales(long marketId);

    /** What is due, with the try that is now made counted; what was tried often enough is given up. */
    List<Push> claim(Device scale, int most) throws InterruptedException;

    /** What was sent to this scale under this id. */
    Optional<Push> byId(Device scale, long pushId);

    /** Keeps what a try came to; what has been superseded meanwhile stays so. */
    void keep(Push push);

    /** Waits until something may be due, but not longer than this. */
    void await(Device scale, Duration atMost) throws InterruptedException;

    Instant now();

    /** Sends what is due until nothing is. */
    default void sendDue(Device scale, GoodsLine line) throws IOException, InterruptedException {
        for (List<Push> due = claim(scale, line.most()); !due.isEmpty(); due = claim(scale, line.most())) {
            List<Sent> sent = line.send(due);
            for (int i = 0; i < due.size(); i++) {
                book(due.get(i), sent.get(i));
            }
        }
    }

    private void book(Push push, Sent sent) throws IOException {
        switch (sent) {
            case Sent.Done _ -> keep(push.done(now()));
            case Sent.Awaited _ -> {}
            case Sent.Failed(PushReason reason, String detail) -> keep(push.failed(reason, detail, now()));
            case Sent.Broken(PushReason reason, IOException why) -> {
                String detail = reason == PushReason.SILENT ? "" : String.valueOf(why.getMessage());
                keep(push.failed(reason, detail, now()));
                throw why;
            }
        }
    }

    /** What a smart scale says of goods that were sent to it; what was never sent to this scale is no answer. */
    default void answered(Device scale, List<GoodsAnswer> answers) {
        for (GoodsAnswer answer : answers) {
            CaishiLine.pushId(answer.id())
                    .flatMap(id -> byId(scale, id))
                    .filter(push -> push.plu() == answer.plu() && push.tries() > 0)
                    .map(push -> answer.kept()
                            ? push.done(now())
                            : push.failed(PushReason.told(answer.reason()), answer.words(), now()))
                    .ifPresent(this::keep);
        }
    }
}
