/** Lets a market's manager speak through its speakers: each says it once, while it is news. */
package org.caishi.speaker.fleet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.speaker.Notices;
import org.caishi.speaker.fleet.BroadcastRows.Broadcast;
import org.caishi.speaker.fleet.BroadcastRows.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
class Broadcasts {
    static final int SHOWN = 20;

    /** Sums wait behind it, and people stop listening. */
    static final int MOST = 5;

    static final Duration MOST_IN = Duration.ofMinutes(10);

    static final Set<Integer> MINUTES = Set.of(1, 5, 15, 60);

    /** What a speaker takes in one piece, as its protocol says. */
    private static final int GBK_BYTES = 200;

    private static final Charset GBK = Charset.forName("GBK");

    private final BroadcastRows rows;
    private final ShareRows shares;
    private final Notices notices;
    private final Devices devices;
    private final Stalls stalls;
    private final Markets markets;
    private final AuditTrail trail;
    private final Transactions transactions;
    private final Ids ids;
    private final InstantSource clock;

    Broadcasts(
            BroadcastRows rows,
            ShareRows shares,
            Notices notices,
            Devices devices,
            Stalls stalls,
            Markets markets,
            AuditTrail trail,
            Transactions transactions,
            Ids ids,
            InstantSource clock) {
        this.rows = rows;
        this.shares = shares;
        this.notices = notices;
        this.devices = devices;
        this.stalls = stalls;
        this.markets = markets;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The id of the next broadcast, for its form. */
    long ticket(Market market) {
        return ids.next(market.marketId());
    }

    /**
     * Queues the text for every speaker of a zone, or of the market; those on no stall are the market's.
     *
     * @param ticket one broadcast each, however often its form comes
     * @throws BadInput when the text cannot be said, nobody can say it, or it is too much
     */
    void send(Person who, Market market, long ticket, @Nullable Long zoneId, String words, int minutes) {
        String text = sayable(words);
        if (!MINUTES.contains(minutes)) {
            throw new BadInput("common.error.bad-input");
        }
        List<Device> speakers = speakers(market, zoneId);
        if (speakers.isEmpty()) {
            throw new BadInput("speaker.broadcast.nobody");
        }
        Instant now = clock.instant();
        Broadcast broadcast = new Broadcast(
                ticket, zoneId, text, speakers.size(), who.displayName(), now, now.plus(Duration.ofMinutes(minutes)));
        try {
            transactions.run(() -> write(who, market, broadcast, speakers));
        } catch (DuplicateKeyException sentBefore) {
            return;
        }
        notices.nudge(speakers);
    }

    private void write(Person who, Market market, Broadcast broadcast, List<Device> speakers) {
        long marketId = market.marketId();
        rows.add(marketId, broadcast);
        if (rows.countSince(marketId, broadcast.at().minus(MOST_IN)) > MOST) {
            throw new BadInput("speaker.broadcast.too-many", MOST, MOST_IN.toMinutes());
        }
        List<Long> announcements = notices.write(speakers, broadcast.text(), broadcast.at(), broadcast.expiresAt());
        for (int i = 0; i < speakers.size(); i++) {
            shares.add(marketId, broadcast.broadcastId(), speakers.get(i).deviceId(), announcements.get(i));
        }
        shares.flush();
        String to = (broadcast.zoneId() == null ? "all" : "zone " + broadcast.zoneId()) + ", " + speakers.size();
        trail.record(marketId, who, "speaker.broadcast", to + " speakers", broadcast.text());
    }

    private List<Device> speakers(Market market, @Nullable Long zoneId) {
        return devices.of(market.marketId()).stream()
                .filter(device -> device.kind() == DeviceKind.SPEAKER)
                .filter(zoneId == null ? device -> true : hangsIn(market, zoneId))
                .toList();
    }

    private Predicate<Device> hangsIn(Market market, long zoneId) {
        if (markets.zones(market.marketId()).stream().noneMatch(zone -> zone.zoneId() == zoneId)) {
            throw new BadInput("common.error.bad-input");
        }
        Set<Long> inside = stalls.of(market.marketId()).stream()
                .filter(stall -> stall.zoneId() == zoneId)
                .map(Stall::stallId)
                .collect(Collectors.toSet());
        return device -> device.stallId() != null && inside.contains(device.stallId());
    }

    private static String sayable(String words) {
        String text = words.strip();
        if (text.isEmpty()) {
            throw new BadInput("speaker.broadcast.empty");
        }
        try {
            ByteBuffer bytes = GBK.newEncoder().encode(CharBuffer.wrap(text));
            if (bytes.remaining() > GBK_BYTES) {
                throw new BadInput("speaker.broadcast.long", GBK_BYTES / 2);
            }
        } catch (CharacterCodingException unknown) {
            throw new BadInput("speaker.broadcast.unsayable");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadInput("speaker.broadcast.unsayable");
        }
        return text;
    }

    /** The latest broadcasts, and how far each has come. */
    List<Told> latest(Market market) {
        List<Broadcast> broadcasts = rows.latest(market.marketId(), SHOWN);
        long since = broadcasts.stream().mapToLong(Broadcast::broadcastId).min().orElse(Long.MAX_VALUE);
        List<Standing> standings = rows.standings(market.marketId(), since);
        return broadcasts.stream()
                .map(one -> new Told(
                        one,
                        count(standings, one, Set.of("SPOKEN")),
                        count(standings, one, Set.of("QUEUED", "SENT", "ACKED")),
                        count(standings, one, Set.of("EXPIRED", "FAILED"))))
                .toList();
    }

    private static int count(List<Standing> standings, Broadcast broadcast, Set<String> states) {
        return standings.stream()
                .filter(standing -> standing.broadcastId() == broadcast.broadcastId())
                .filter(standing -> states.contains(standing.state()))
                .mapToInt(Standing::speakers)
                .sum();
    }

    /**
     * A broadcast and its speakers.
     *
     * @param open how many have not said it yet and still may
     * @param lost how many never will
     */
    record Told(Broadcast broadcast, int spoken, int open, int lost) {}
}
