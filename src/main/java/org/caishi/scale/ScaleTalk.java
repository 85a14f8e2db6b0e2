/** One conversation with a scale on its wire: live weights to the pages, sales to the books, questions and answers back. */
package org.caishi.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.caishi.device.Device;
import org.caishi.device.LinkLog;
import org.caishi.device.Listening.Ear;
import org.caishi.device.Listening.Way;
import org.caishi.device.Wire;
import org.caishi.scale.protocol.CaishiJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread listens, asks and answers, and ten thousand scales need no timer: the wait for the next bytes ends when the
 * next question is due. Only goods come from another thread, a whole message at a time. Silence is the wire's matter: it ends the reading when
 * its limit is over.
 */
final class ScaleTalk {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleTalk.class);

    /** Ten thousand conversations have one each. */
    private static final int BUFFER = 1_024;

    /**
     * The decoder is given so many bytes at once, so that it is known which bytes a frame that it throws away had: a usual
     * frame at once, and not many more.
     */
    private static final int SLICE = 32;

    private static final int REMEMBERED = 96;

    /** So much that meant nothing at all is noise, a wrong protocol, or a wrong speed. */
    private static final int NOISE = 1_024;

    /** A scale that answers every answer with another is cut short here. */
    private static final int MOST_REPLIES = 8;

    private final Device device;
    private final Wire wire;
    private final ScaleDecoder decoder;
    private final Displays live;
    private final SaleTaker desk;
    private final LinkLog log;
    private final Supplier<@Nullable Ear> ears;
    private final ScaleGoods goods;
    private final GoodsWay back;
    private final Asking asking;
    /** Goods are said by another thread than the one that listens and answers. */
    private final Object speaking = new Object();
    /** Messages of JSON may be long, heartbeats say nothing, and every line that is none is told as such. */
    private final boolean tellsOfRubbish;

    private final List<ScaleSignal> heard = new ArrayList<>();
    private final Consumer<ScaleSignal> hearing = heard::add;
    private final byte[] recent = new byte[REMEMBERED];
    private int recentCount;
    private int meaningless;
    private int replies;

    ScaleTalk(
            Device device,
            Wire wire,
            ScaleDecoder decoder,
            Displays live,
            SaleTaker desk,
            LinkLog log,
            Supplier<@Nullable Ear> ears,
            ScaleGoods goods) {
        this.device = device;
        this.wire = wire;
        this.decoder = decoder;
        this.live = live;
        this.desk = desk;
        this.log = log;
        this.ears = ears;
        this.goods = goods;
        this.back = this::sayLine;
        this.tellsOfRubbish = device.protocol().equals(CaishiJson.PROTOCOL.name());
        this.asking = new Asking(decoder.poll(), System.nanoTime());
    }

    /** Talks until the scale is gone. */
    void run() throws IOException {
        try {
            listen();
        } finally {
            goods.gone(device, back);
        }
    }

    private void listen() throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = 0;
        long now = System.nanoTime();
        while (count >= 0) {
            ask(now);
            count = wire.read(buffer, asking.untilNext(now));
            now = System.nanoTime();
            Ear ear = count > 0 ? ears.get() : null;
            if (ear != null) {
                ear.bytes(Way.IN, buffer, 0, count);
            }
            for (int from = 0; from < count; from += SLICE) {
                hear(buffer, from, Math.min(count, from + SLICE), now, ear);
            }
        }
    }

    private void ask(long now) throws IOException {
        switch (asking.turn(now)) {
            case WAIT -> {}
            case ASK -> send(asking.question());
            case ASK_AGAIN -> {
                log.rejected("silence", new byte[0]);
                send(asking.question());
            }
        }
    }

    private void send(MessageBytes question) throws IOException {
        replies = 0;
        write(question.toArray());
    }

    private void hear(byte[] buffer, int from, int to, long now, @Nullable Ear ear) throws IOException {
        remember(buffer, from, to);
        decoder.accept(buffer, from, to - from, hearing);
        boolean unchanged = decoder.saidUnchanged();
        if (unchanged) {
            log.frames(1);
            live.unchanged(device);
        }
        asking.heard(unchanged || !heard.isEmpty(), now);
        Optional<MessageBytes> reply = decoder.reply();
        for (ScaleSignal signal : heard) {
            if (ear != null) {
                ear.meant(SignalWords.of(signal));
            }
            take(signal);
        }
        judgeNoise(to - from, unchanged || reply.isPresent() || !heard.isEmpty());
        heard.clear();
        if (reply.isPresent() && replies < MOST_REPLIES) {
            replies++;
            asking.replied(now);
            write(reply.get().toArray());
        }
    }

    private void judgeNoise(int bytes, boolean meant) {
        meaningless = meant ? 0 : meaningless + bytes;
        if (meaningless >= NOISE && !tellsOfRubbish) {
            meaningless = 0;
            log.rejected("noise", recent(REMEMBERED));
            desk.countRejected(device, "noise");
        }
    }

    private void take(ScaleSignal signal) throws IOException {
        switch (signal) {
            case ScaleSignal.Reading _, ScaleSignal.State _ -> {
                log.frames(1);
                live.heard(device, signal);
            }
            // Without a number nobody can tell whether it was told before: the vendor takes it at the tile, or not.
            case ScaleSignal.Priced priced -> {
                live.heard(device, priced);
                log.said(SignalWords.of(priced));
            }
            case ScaleSignal.Plu _, ScaleSignal.Done _ -> {
                log.frames(1);
                log.said(SignalWords.of(signal));
            }
            case ScaleSignal.Sale sale -> {
                log.frames(1);
                log.said(SignalWords.of(sale));
                answer(acknowledged(sale));
            }
            case ScaleSignal.OfGoods said -> {
                log.frames(1);
                log.said(SignalWords.of(said));
                goods.heard(device, said, back);
            }
            case ScaleSignal.Rejected rejected -> reject(rejected);
        }
    }

    private void reject(ScaleSignal.Rejected rejected) throws IOException {
        String reason = rejected.reason().word();
        ScaleSignal.Reply reply = rejected.reply();
        desk.countRejected(device, reason);
        log.rejected(reason, recent(rejected.bytes() + SLICE));
        if (reply != null) {
            desk.noteUnread(
                    device, reply.sequence(), rejected.reason(), reply.words(), MessageBytes.copyOf(new byte[0], 0, 0));
            answer(SaleAck.refused(device.serial(), reply.sequence(), reason, reply.words()));
        }
    }

    /** Null when it is not known to be stored: without an answer the scale tells it again. */
    private @Nullable SaleAck acknowledged(ScaleSignal.Sale sale) {
        try {
            return desk.take(device, sale);
        } catch (RuntimeException notStored) {
            LOG.warn(
                    "sale {} of scale {} is not stored yet, the scale will tell it again",
                    sale.sequence(),
                    device.serial(),
                    notStored);
            return null;
        }
    }

    private void answer(@Nullable SaleAck ack) throws IOException {
        if (ack != null && device.protocol().equals(CaishiJson.PROTOCOL.name())) {
            sayLine(ack.json());
        }
    }

    private void sayLine(byte[] json) throws IOException {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        write(line);
    }

    private void write(byte[] bytes) throws IOException {
        synchronized (speaking) {
            wire.out().write(bytes);
            wire.out().flush();
        }
        Ear ear = ears.get();
        if (ear != null) {
            ear.bytes(Way.OUT, bytes, 0, bytes.length);
        }
    }

    private void remember(byte[] buffer, int from, int to) {
        int count = to - from;
        int kept = Math.min(recentCount, REMEMBERED - count);
        System.arraycopy(recent, recentCount - kept, recent, 0, kept);
        System.arraycopy(buffer, from, recent, kept, count);
        recentCount = kept + count;
    }

    private byte[] recent(int most) {
        return Arrays.copyOfRange(recent, Math.max(0, recentCount - most), recentCount);
    }
}
