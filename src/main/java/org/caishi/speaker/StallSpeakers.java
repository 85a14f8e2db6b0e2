/** Which speakers a stall has, in the order in which they are asked to say something, and which of them are gone. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.DeviceHealth;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkState;
import org.caishi.platform.ShortMemory;
import org.caishi.speaker.SpeakerPlaceRows.Place;
import org.springframework.stereotype.Component;

/** Asked for every payment: what is read is remembered for ten seconds. */
@Component
class StallSpeakers {
    /** Three of a speaker's heartbeats. */
    static final Duration GONE_AFTER = Duration.ofMinutes(3);

    /** Three of the phone page's questions. */
    static final Duration PHONE_LISTENS = Duration.ofSeconds(45);

    /** Protocols without a sign of life: such a speaker is never known to be gone. */
    private static final Set<String> MUTE = Set.of(MoneyTopicSpeakers.PROTOCOL, PushedSpeakers.PROTOCOL);

    private final Devices devices;
    private final DeviceLinks links;
    private final SpeakerPlaceRows places;
    private final PhoneRows phones;
    private final InstantSource clock;
    private final ShortMemory<Long, Map<Long, Map<Long, Integer>>> order;
    private final ShortMemory<Long, Map<Long, Instant>> listening;
    private final ShortMemory<Long, Map<Long, Instant>> lastSeen;

    StallSpeakers(Devices devices, DeviceLinks links, SpeakerPlaceRows places, PhoneRows phones, InstantSource clock) {
        this.devices = devices;
        this.links = links;
        this.places = places;
        this.phones = phones;
        this.clock = clock;
        this.order = new ShortMemory<>(clock);
        this.listening = new ShortMemory<>(clock);
        this.lastSeen = new ShortMemory<>(clock);
    }

    /** The stall's speakers, the first to be asked first; a phone only while it listens. */
    List<SpeakerKey> of(StallKey stall) {
        List<SpeakerKey> speakers = new ArrayList<>();
        devices.ofStall(stall.marketId(), stall.stallId(), DeviceKind.SPEAKER)
                .forEach(device -> speakers.add(SpeakerKey.of(device)));
        if (phoneListens(stall)) {
            speakers.add(SpeakerKey.phoneOf(stall));
        }
        if (speakers.size() > 1) {
            speakers.sort(Comparator.comparing(speaker -> placeOf(stall, speaker.deviceId())));
        }
        return speakers;
    }

    /** Whom to ask first: the first that is there, else the first; nobody where the stall has none. */
    Optional<SpeakerKey> first(StallKey stall) {
        List<SpeakerKey> speakers = of(stall);
        return speakers.size() < 2
                ? speakers.stream().findFirst()
                : speakers.stream()
                        .filter(speaker -> !isGone(stall, speaker))
                        .findFirst()
                        .or(() -> speakers.stream().findFirst());
    }

    /** Whom to ask when this one does not answer; only one that is there. */
    Optional<SpeakerKey> after(StallKey stall, SpeakerKey speaker) {
        List<SpeakerKey> speakers = of(stall);
        return speakers.stream()
                .skip(speakers.indexOf(speaker) + 1L)
                .filter(next -> !isGone(stall, next))
                .findFirst();
    }

    /** When each speaker of a market was last heard by whichever node; exact to about a minute for devices. */
    Map<Long, Instant> lastSeen(long marketId) {
        return lastSeen.get(marketId, this::lastSeenNow);
    }

    /** The same as the rows have it at this moment. */
    Map<Long, Instant> lastSeenNow(long marketId) {
        return devices.health(marketId).stream()
                .filter(health -> health.lastSeenAt() != null)
                .collect(Collectors.toMap(DeviceHealth::deviceId, DeviceHealth::lastSeenAt));
    }

    boolean phoneListens(StallKey stall) {
        Instant since = clock.instant().minus(PHONE_LISTENS);
        Instant heard = listening.get(stall.marketId(), this::readListening).get(stall.stallId());
        return heard != null && heard.isAfter(since);
    }

    /** The vendor's phone asks what to say. */
    void phoneAsks(StallKey stall, Instant now) {
        Instant known = listening.get(stall.marketId(), this::readListening).get(stall.stallId());
        if (known == null || known.isBefore(now.minus(PHONE_LISTENS.dividedBy(3)))) {
            phones.listens(stall, now);
            listening.forgetWithTransaction(stall.marketId());
        }
    }

    void phoneLeaves(StallKey stall) {
        phones.leaves(stall);
        listening.forgetWithTransaction(stall.marketId());
    }

    /** Sets the order, the first to be asked first. */
    void place(StallKey stall, List<Long> deviceIds) {
        places.clear(stall);
        for (int i = 0; i < deviceIds.size(); i++) {
            places.put(stall, deviceIds.get(i), i);
        }
        order.forgetWithTransaction(stall.marketId());
    }

    /** Where a speaker stands in the order; what has no place comes last. */
    int placeOf(StallKey stall, long deviceId) {
        return places(stall.marketId())
                .getOrDefault(stall.stallId(), Map.of())
                .getOrDefault(deviceId, Integer.MAX_VALUE);
    }

    private boolean isGone(StallKey stall, SpeakerKey speaker) {
        if (speaker.isPhone()) {
            return !phoneListens(stall);
        }
        Device device = devices.ofStall(stall.marketId(), stall.stallId(), DeviceKind.SPEAKER).stream()
                .filter(known -> known.deviceId() == speaker.deviceId())
                .findFirst()
                .orElse(null);
        if (device == null) {
            return true;
        }
        Instant seen = lastSeen(stall.marketId()).get(speaker.deviceId());
        return !MUTE.contains(device.protocol())
                && links.of(device).filter(LinkState::up).isEmpty()
                && (seen == null || seen.isBefore(clock.instant().minus(GONE_AFTER)));
    }

    private Map<Long, Map<Long, Integer>> places(long marketId) {
        return order.get(
                marketId,
                market -> places.of(market).stream()
                        .collect(Collectors.groupingBy(
                                Place::stallId, Collectors.toMap(Place::deviceId, Place::place))));
    }

    private Map<Long, Instant> readListening(long marketId) {
        return phones.since(marketId, clock.instant().minus(PHONE_LISTENS)).stream()
                .collect(Collectors.toMap(PhoneRows.Phone::stallId, PhoneRows.Phone::listenedAt));
    }
}
