/** Keeps the state and the counters of every link of this node. */
package org.caishi.device.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.LinkCounts;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkLive;
import org.caishi.device.LinkLog;
import org.caishi.device.LinkState;
import org.caishi.device.SentAway;
import org.springframework.stereotype.Component;

/** Bounded by the registry: only registered devices have a line here. */
@Component
public class LinkBoard implements DeviceLinks {
    /** Three heartbeats of the published protocol: 30 s for scales, 60 s for speakers. */
    private static final Duration SCALE_IS_GONE = Duration.ofSeconds(90);

    private static final Duration SPEAKER_IS_GONE = Duration.ofMinutes(3);

    private static final int MOST_SENT_AWAY = 100;

    /** A page that shows a link looks every two seconds. */
    private static final Duration WATCHED_FOR = Duration.ofSeconds(10);

    private final ConcurrentMap<String, LinkLine> lines = new ConcurrentHashMap<>();
    private final Deque<SentAway> sentAway = new ArrayDeque<>();
    private final InstantSource clock;

    public LinkBoard(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<LinkState> of(long marketId) {
        return lines.values().stream()
                .map(this::state)
                .filter(state -> state.device().marketId() == marketId)
                .sorted(Comparator.comparing(state -> state.device().serial()))
                .toList();
    }

    @Override
    public Optional<LinkState> of(Device device) {
        return Optional.ofNullable(lines.get(device.serial())).map(this::state);
    }

    @Override
    public Optional<LinkLive> live(Device device) {
        return Optional.ofNullable(lines.get(device.serial())).map(line -> {
            line.lookedAt(clock.instant());
            return line.live(state(line));
        });
    }

    @Override
    public Map<String, LinkLive> live(long marketId) {
        Map<String, LinkLive> live = new HashMap<>();
        lines.forEach((serial, line) -> {
            LinkState state = state(line);
            if (state.device().marketId() == marketId) {
                live.put(serial, line.live(state));
            }
        });
        return live;
    }

    @Override
    public LinkLog log(Device device) {
        return line(device);
    }

    @Override
    public List<SentAway> sentAway() {
        synchronized (sentAway) {
            return List.copyOf(sentAway);
        }
    }

    /** Notes a visitor at the door; where its serial is a device's, that device's page shows it too. */
    void sentAway(SentAway visitor) {
        synchronized (sentAway) {
            if (sentAway.size() == MOST_SENT_AWAY) {
                sentAway.removeLast();
            }
            sentAway.addFirst(visitor);
        }
    }

    @Override
    public void heard(Device device, int bytes) {
        LinkLine line = line(device);
        line.came(bytes, clock.instant());
        line.speaks(device, clock.instant());
    }

    @Override
    public void told(Device device, boolean up, String detail, int bytes) {
        LinkLine line = line(device);
        LinkState now = line.state();
        if (bytes > 0) {
            line.came(bytes, clock.instant());
        }
        if (!up) {
            line.isDown(clock.instant(), detail);
        } else if (now.up()) {
            line.isAt(detail);
        } else {
            line.isUp(device, clock.instant(), detail);
        }
    }

    @Override
    public void counted(Device device, LinkCounts counts) {
        line(device).counted(counts, clock.instant());
    }

    @Override
    public boolean isWatched(Device device) {
        LinkLine line = lines.get(device.serial());
        return line != null && clock.instant().isBefore(line.lookedAt().plus(WATCHED_FOR));
    }

    /** A device with its own words for it says that it goes, or its last will does. */
    public void left(Device device, String why) {
        line(device).isDown(clock.instant(), why);
    }

    LinkLine line(Device device) {
        return lines.computeIfAbsent(device.serial(), serial -> new LinkLine(device, clock));
    }

    void forget(Device device) {
        lines.remove(device.serial());
    }

    /** Without a wire, silence is the only sign of a device that is gone. */
    private LinkState state(LinkLine line) {
        LinkState state = line.state();
        LinkKind link = state.device().link();
        Instant last = state.lastByteAt();
        if (!state.up() || last == null || (link != LinkKind.MQTT && link != LinkKind.HTTP)) {
            return state;
        }
        Instant gone = last.plus(state.device().kind() == DeviceKind.SCALE ? SCALE_IS_GONE : SPEAKER_IS_GONE);
        return clock.instant().isBefore(gone)
                ? state
                : new LinkState(state.device(), false, gone, last, state.bytesIn(), state.errors(), "silent");
    }
}
