/** Lets a person listen to a device for a few minutes: every byte and what it was taken for, on the page that asked. */
package org.caishi.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.platform.BadInput;
import org.caishi.platform.LivePages;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells topic {@code device/{marketId}/{deviceId}}: event {@code heard} with a list of lines, event {@code end} at the end. */
@Component
public class Listening {
    /** Long enough to put a scale into service; nobody forgets a tap that stays open. */
    public static final Duration LASTS = Duration.ofMinutes(5);

    /** On one node; each costs its link the writing of hex. */
    static final int MOST = 20;

    static final int TELL_EVERY_MILLIS = 250;

    private final ConcurrentMap<Long, Ear> ears = new ConcurrentHashMap<>();
    private final LivePages pages;
    private final InstantSource clock;

    Listening(LivePages pages, InstantSource clock) {
        this.pages = pages;
        this.clock = clock;
    }

    /** Whether bytes went to the device, came from it, or are what was made of them. */
    public enum Way {
        IN,
        OUT,
        MEANT
    }

    /**
     * A line of what was heard.
     *
     * @param millis since 1970
     * @param text hex, or words for {@link Way#MEANT}
     */
    public record Line(long millis, Way way, String text) {}

    /** What pages are told. {@code lost} lines came too fast to be shown. */
    public record Heard(List<Line> lines, int lost) {
        public Heard {
            lines = List.copyOf(lines);
        }

        /** Not called as a getter is: it is no field of what pages are told. */
        public boolean hasAny() {
            return !lines.isEmpty() || lost > 0;
        }
    }

    /**
     * Begins, or begins the minutes anew; answers when it will end.
     *
     * @throws BadInput when too many devices are listened to
     */
    public Instant begin(Device device) {
        Instant until = clock.instant().plus(LASTS);
        if (!ears.containsKey(device.deviceId()) && ears.size() >= MOST) {
            throw new BadInput("device.listen.busy", MOST);
        }
        ears.put(device.deviceId(), new Ear(topic(device), until, clock));
        return until;
    }

    public void end(Device device) {
        Ear ear = ears.remove(device.deviceId());
        if (ear != null) {
            pages.tell(ear.topic, "end", "");
        }
    }

    public static String topic(Device device) {
        return "device/" + device.marketId() + "/" + device.deviceId();
    }

    /** Where a link tells what it hears; null for all but the few that are listened to. */
    public @Nullable Ear ear(Device device) {
        return ears.isEmpty() ? null : ears.get(device.deviceId());
    }

    @Scheduled(fixedDelay = TELL_EVERY_MILLIS)
    void tell() {
        Instant now = clock.instant();
        ears.forEach((deviceId, ear) -> {
            Heard heard = ear.take();
            if (heard.hasAny()) {
                pages.tell(ear.topic, "heard", heard);
            }
            if (now.isAfter(ear.until) && ears.remove(deviceId, ear)) {
                pages.tell(ear.topic, "end", "");
            }
        });
    }

    /** What one device has said since the pages were last told; bounded. */
    public static final class Ear {
        private static final int MOST_LINES = 40;

        /** What an edge has gathered meanwhile comes at once; it is bounded there. */
        private static final int MOST_AT_ONCE = 4 * MOST_LINES;

        private static final int MOST_BYTES = 64;
        private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

        private final Deque<Line> lines = new ArrayDeque<>();
        private final String topic;
        private final Instant until;
        private final InstantSource clock;
        private int lost;

        private Ear(String topic, Instant until, InstantSource clock) {
            this.topic = topic;
            this.until = until;
            this.clock = clock;
        }

        /** One without a page: an edge's, whose lines the product shows. */
        public static Ear until(Instant until, InstantSource clock) {
            return new Ear("", until, clock);
        }

        /** When the listening ends by itself. */
        public Instant until() {
            return until;
        }

        public void bytes(Way way, byte[] bytes, int from, int to) {
            int end = Math.min(to, from + MOST_BYTES);
            add(way, HEX.formatHex(bytes, from, end) + (end < to ? " … +" + (to - end) : ""));
        }

        public void meant(String words) {
            add(Way.MEANT, words);
        }

        private synchronized void add(Way way, String text) {
            if (lines.size() >= MOST_LINES) {
                lost++;
            } else {
                lines.add(new Line(clock.millis(), way, text));
            }
        }

        /** Takes what an edge has heard for this ear. */
        public synchronized void heard(Heard elsewhere) {
            for (Line line : elsewhere.lines) {
                if (lines.size() < MOST_AT_ONCE) {
                    lines.add(line);
                } else {
                    lost++;
                }
            }
            lost += elsewhere.lost;
        }

        /** What was heard since this was last asked. */
        public synchronized Heard take() {
            Heard heard = new Heard(List.copyOf(lines), lost);
            lines.clear();
            lost = 0;
            return heard;
        }
    }
}
