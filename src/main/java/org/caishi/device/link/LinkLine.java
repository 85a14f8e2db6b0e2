/** One device's line on the board; its wires come and go, the counters stay. */
package org.caishi.device.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caishi.device.BadFrame;
import org.caishi.device.Device;
import org.caishi.device.LinkCounts;
import org.caishi.device.LinkLive;
import org.caishi.device.LinkLog;
import org.caishi.device.LinkState;
import org.jspecify.annotations.Nullable;

/** Its lock is held for a few additions; only the device's own link and a page that looks ever want it. */
final class LinkLine implements LinkLog {
    private static final int MOST_BAD = 12;
    private static final int MOST_RAW = 96;
    private static final int MOST_KINDS = 24;
    private static final int MOST_WORDS = 200;

    /** Raw bytes are written down at most so often a second: a flood of rubbish must not cost more than it has to. */
    private static final Duration RAW_EVERY = Duration.ofMillis(100);

    /** An edge tells its counts at least every 25 s. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(40);

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final FrameRate rate = new FrameRate();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Deque<BadFrame> bad = new ArrayDeque<>(0);
    private final InstantSource clock;
    private Device device;
    private boolean up;
    private Instant since;
    private @Nullable Instant lastByteAt;
    private @Nullable Instant lastFrameAt;
    private Instant lastRawAt = Instant.EPOCH;
    private Instant lookedAt = Instant.EPOCH;
    private Instant countedAt = Instant.EPOCH;
    /** By the edge that reads this link; null where none ever did. */
    private @Nullable LinkCounts counted;

    private long bytesIn;
    private long errors;
    private long frames;
    private long comings;
    private String detail = "";
    private String said = "";

    LinkLine(Device device, InstantSource clock) {
        this.device = device;
        this.clock = clock;
        this.since = clock.instant();
    }

    synchronized LinkState state() {
        long broken = errors + (counted == null ? 0 : counted.errors());
        return new LinkState(device, up, since, lastByteAt, bytesIn, broken, detail);
    }

    /** @param shown the state as the board judges it */
    synchronized LinkLive live(LinkState shown) {
        List<BadFrame> newest = new ArrayList<>(bad);
        Instant now = clock.instant();
        LinkLive here = new LinkLive(
                shown,
                frames,
                rate.lastTenSeconds(now.getEpochSecond()),
                lastFrameAt,
                Math.max(0, comings - 1),
                new TreeMap<>(rejected),
                newest,
                said);
        boolean recent = shown.up() && now.isBefore(countedAt.plus(COUNTED_WITHIN));
        return counted == null ? here : counted.with(here, recent);
    }

    synchronized void counted(LinkCounts counts, Instant at) {
        counted = counts;
        countedAt = at;
    }

    synchronized void lookedAt(Instant at) {
        lookedAt = at;
    }

    synchronized Instant lookedAt() {
        return lookedAt;
    }

    synchronized void isUp(Device now, Instant at, String where) {
        device = now;
        since = at;
        up = true;
        comings++;
        detail = where;
    }

    /** Still up, with other words for where. */
    synchronized void isAt(String where) {
        detail = where;
    }

    /** Up without a wire: the time stays that of its first message. */
    synchronized void speaks(Device now, Instant at) {
        device = now;
        if (!up) {
            up = true;
            since = at;
            comings++;
            detail = "";
        }
    }

    synchronized void isDown(Instant at, String why) {
        if (up) {
            up = false;
            since = at;
        }
        detail = why;
    }

    synchronized void failed(Instant at, String why) {
        errors++;
        isDown(at, why);
    }

    synchronized void came(int bytes, Instant at) {
        bytesIn += bytes;
        lastByteAt = at;
    }

    synchronized @Nullable Instant lastByteAt() {
        return lastByteAt;
    }

    /** A frame is as old as the bytes that came last: no look at the clock of its own. */
    @Override
    public synchronized void frames(int count) {
        Instant now = lastByteAt == null ? clock.instant() : lastByteAt;
        frames += count;
        lastFrameAt = now;
        rate.add(count, now.getEpochSecond());
    }

    @Override
    public synchronized void rejected(String kind, byte[] raw) {
        String counted = rejected.containsKey(kind) || rejected.size() < MOST_KINDS ? kind : "other";
        rejected.merge(counted, 1L, Long::sum);
        Instant now = clock.instant();
        if (raw.length == 0 || Duration.between(lastRawAt, now).compareTo(RAW_EVERY) < 0) {
            return;
        }
        lastRawAt = now;
        if (bad.size() == MOST_BAD) {
            bad.removeLast();
        }
        int from = Math.max(0, raw.length - MOST_RAW);
        bad.addFirst(new BadFrame(now, counted, HEX.formatHex(raw, from, raw.length)));
    }

    @Override
    public synchronized void said(String words) {
        said = words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS);
    }
}
