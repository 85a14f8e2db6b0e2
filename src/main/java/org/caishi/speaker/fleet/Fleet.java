/** A market's speakers, where each hangs and how it is. */
package org.caishi.speaker.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.device.CutOffs;
import org.caishi.device.Device;
import org.caishi.device.DeviceHealth;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkState;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.market.Zone;
import org.caishi.speaker.SpeakerCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Put together in memory: a market has a few thousand devices at most, and three modules know a part of each. */
@Component
class Fleet {
    /** Three heartbeats, and the minute to which rows are exact. */
    private static final Duration ONLINE_WITHIN = Duration.ofMinutes(4);

    private final Devices devices;
    private final DeviceLinks links;
    private final CutOffs cutOffs;
    private final Stalls stalls;
    private final Markets markets;
    private final SpeakerCommands commands;
    private final InstantSource clock;

    Fleet(
            Devices devices,
            DeviceLinks links,
            CutOffs cutOffs,
            Stalls stalls,
            Markets markets,
            SpeakerCommands commands,
            InstantSource clock) {
        this.devices = devices;
        this.links = links;
        this.cutOffs = cutOffs;
        this.stalls = stalls;
        this.markets = markets;
        this.commands = commands;
        this.clock = clock;
    }

    /** All speakers in use, by stall in walking order; those without one first, for they wait for somebody. */
    List<FleetLine> lines(Market market) {
        Around around = around(market);
        return devices.of(market.marketId()).stream()
                .filter(device -> device.kind() == DeviceKind.SPEAKER)
                .sorted(Comparator.comparingInt(around::position).thenComparing(Device::serial))
                .map(device -> line(market, device, around))
                .toList();
    }

    FleetLine line(Market market, Device speaker) {
        return line(market, speaker, around(market));
    }

    private Around around(Market market) {
        long id = market.marketId();
        return new Around(
                byKey(stalls.of(id), Stall::stallId),
                byKey(markets.zones(id), Zone::zoneId),
                byKey(devices.health(id), DeviceHealth::deviceId),
                byKey(links.of(id), link -> link.device().deviceId()),
                clock.instant());
    }

    private FleetLine line(Market market, Device speaker, Around around) {
        Stall stall = around.stall(speaker);
        Zone zone = stall == null ? null : around.zones.get(stall.zoneId());
        DeviceHealth health = around.health.get(speaker.deviceId());
        LinkState link = around.links.get(speaker.deviceId());
        Instant seen = later(health == null ? null : health.lastSeenAt(), link == null ? null : link.lastByteAt());
        return new FleetLine(
                speaker,
                stall == null ? null : stall.stallNo(),
                stall == null ? null : (Long) stall.zoneId(),
                zone == null ? null : zone.name(),
                isOnline(link, seen, around.now),
                health == null ? null : health.battery(),
                health == null ? null : health.signal(),
                volume(speaker, health),
                health == null ? null : health.firmware(),
                seen == null ? null : seen.atZone(market.timeZone()),
                cutOffs.of(speaker.serial()));
    }

    /** What it has reported, or what is kept here for it. */
    private @Nullable Integer volume(Device speaker, @Nullable DeviceHealth health) {
        OptionalInt kept = commands.keptVolume(speaker);
        return kept.isPresent() ? (Integer) kept.getAsInt() : health == null ? null : health.volume();
    }

    /** This node's own link knows at once; what another node has is in the row. */
    private static boolean isOnline(@Nullable LinkState link, @Nullable Instant seen, Instant now) {
        return link == null ? seen != null && seen.isAfter(now.minus(ONLINE_WITHIN)) : link.up();
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private static <T> Map<Long, T> byKey(List<T> all, Function<T, Long> key) {
        return all.stream().collect(Collectors.toMap(key, Function.identity(), (one, other) -> one));
    }

    private record Around(
            Map<Long, Stall> stalls,
            Map<Long, Zone> zones,
            Map<Long, DeviceHealth> health,
            Map<Long, LinkState> links,
            Instant now) {
        @Nullable Stall stall(Device speaker) {
            Long stallId = speaker.stallId();
            return stallId == null ? null : stalls.get(stallId);
        }

        int position(Device speaker) {
            Stall stall = stall(speaker);
            return stall == null ? -1 : stall.position();
        }
    }
}
