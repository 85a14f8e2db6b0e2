/** Keeps what channels send byte for byte, sealed, so that a dispute can be settled by what was really said. */
package org.caishi.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.platform.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A genuine notice is acknowledged only when it is kept: {@link #keep} begins the writing, which goes on beside the
 * booking in a transaction of its own, and {@link Kept#await} waits for it. Of refused ones {@value #REFUSED_A_MINUTE} a
 * minute, channel and node are kept, whoever sends more of them; nobody waits for those.
 */
@Component
public class RawNotices implements AutoCloseable {
    static final int REFUSED_A_MINUTE = 300;

    private static final String CONTEXT = "channel_raw_notice.sealed";
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final int LONGEST_HEADER = 2048;
    private static final int LONGEST_SENDER = 45;
    private static final int WRITERS = 2;
    private static final int BATCH = 500;
    private static final int PURGED_AT_ONCE = 1000;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<TreeMap<String, String>> HEADERS = new TypeReference<>() {};

    private final RawNoticeRows rows;
    private final RawNoticeFile file;
    private final Vault vault;
    private final Ids ids;
    private final Transactions transactions;
    private final Clock clock;
    private final GroupCommit<Row, Boolean> commit;
    private final Counter dropped;
    private final Map<ChannelName, PerMinute> refused = new EnumMap<>(ChannelName.class);

    RawNotices(
            RawNoticeRows rows,
            RawNoticeFile file,
            Vault vault,
            Ids ids,
            Transactions transactions,
            Clock clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.file = file;
        this.vault = vault;
        this.ids = ids;
        this.transactions = transactions;
        this.clock = clock;
        this.commit = new GroupCommit<>("raw-notice", WRITERS, BATCH, this::write, meters);
        this.dropped = meters.counter("caishi.notice.not-kept");
        for (ChannelName channel : ChannelName.values()) {
            refused.put(channel, new PerMinute(REFUSED_A_MINUTE));
        }
    }

    /**
     * Where a notice came in and what was made of it.
     *
     * @param marketId 0 where no market can be told
     * @param orderNo the order that it names, if it is one of ours
     * @param sender IP address
     */
    public record Place(long marketId, @Nullable Long orderNo, ChannelName channel, long accountId, String sender) {}

    /** A notice on its way to being kept. */
    public interface Kept {
        /**
         * Waits until it is.
         *
         * @throws RuntimeException when it is not, or nobody knows
         */
        void await();
    }

    /** A kept notice's bytes, opened. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Opened(KeptNotice notice, Map<String, String> headers, byte[] body) {}

    /** A row with its sealed bytes. */
    record Row(KeptNotice n, String base64) {}

    /**
     * Begins to keep a notice.
     *
     * @throws GroupCommit.Busy when too much waits to be written
     */
    public Kept keep(Place place, RawNotice notice, NoticeReading reading) {
        if (reading instanceof NoticeReading.Refused) {
            if (!Objects.requireNonNull(refused.get(place.channel())).takes(clock.instant())) {
                dropped.increment();
            } else {
                keepIfPossible(row(place, notice, reading));
            }
            return () -> {};
        }
        GroupCommit.Handed<Boolean> handed = commit.hand(place.marketId(), row(place, notice, reading));
        return handed::await;
    }

    public Optional<KeptNotice> find(long marketId, long noticeId) {
        return file.find(marketId, noticeId);
    }

    /** The first ones that named an order. */
    public List<KeptNotice> ofOrder(long marketId, long orderNo, int limit) {
        return file.ofOrder(marketId, orderNo, limit);
    }

    /** The last ones of a market, or ({@code 0}) of no market that can be told. */
    public List<KeptNotice> newest(long marketId, int limit) {
        return file.newest(marketId, limit);
    }

    /** Opens one: its bytes as they came. */
    public Optional<Opened> open(long marketId, long noticeId) {
        return find(marketId, noticeId)
                .flatMap(notice -> file.sealed(marketId, noticeId).map(bytes -> opened(notice, bytes)));
    }

    /** The markets of which any is kept; 0 among them. */
    public List<Long> markets() {
        return file.markets();
    }

    /**
     * Deletes the oldest ones that came before a time, a bounded number.
     *
     * @return whether there may be more
     */
    public boolean purge(long marketId, Instant before) {
        List<KeptNotice> old = file.oldest(marketId, PURGED_AT_ONCE).stream()
                .takeWhile(notice -> notice.receivedAt().isBefore(before))
                .toList();
        if (!old.isEmpty()) {
            transactions.run(() -> file.deleteTo(marketId, old.getLast().noticeId()));
        }
        return old.size() == PURGED_AT_ONCE;
    }

    @Override
    public void close() {
        commit.close();
    }

    private void keepIfPossible(Row row) {
        try {
            commit.hand(row.n().marketId(), row);
        } catch (GroupCommit.Busy full) {
            dropped.increment();
        }
    }

    private List<Boolean> write(List<Row> batch) {
        transactions.run(() -> {
            batch.forEach(rows::add);
            rows.flush();
        });
        return batch.stream().map(row -> true).toList();
    }

    private Row row(Place place, RawNotice notice, NoticeReading reading) {
        KeptNotice kept = new KeptNotice(
                place.marketId(),
                ids.next(place.marketId()),
                place.channel(),
                place.accountId(),
                place.orderNo(),
                verdict(reading),
                cut(place.sender(), LONGEST_SENDER),
                notice.receivedAt());
        return new Row(kept, Base64.getEncoder().encodeToString(vault.seal(packed(notice), CONTEXT)));
    }

    private static String verdict(NoticeReading reading) {
        return switch (reading) {
            case NoticeReading.Paid paid -> "PAID";
            case NoticeReading.Refunded refunded -> "REFUNDED";
            case NoticeReading.Other other -> "OTHER";
            case NoticeReading.Refused refused -> refused.reason().name();
        };
    }

    /** One line of JSON with the headers, then the body. */
    private static byte[] packed(RawNotice notice) {
        TreeMap<String, String> headers = new TreeMap<>();
        notice.headers().forEach((name, value) -> headers.put(name, cut(value, LONGEST_HEADER)));
        byte[] body =
                notice.body().length <= MOST_BODY_BYTES ? notice.body() : Arrays.copyOf(notice.body(), MOST_BODY_BYTES);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length + 1024);
        packed.writeBytes(JSON.writeValueAsBytes(headers));
        packed.write('\n');
        packed.writeBytes(body);
        return packed.toByteArray();
    }

    private Opened opened(KeptNotice notice, byte[] sealed) {
        byte[] packed = vault.open(sealed, CONTEXT);
        int end = 0;
        while (packed[end] != '\n') {
            end++;
        }
        String headers = new String(packed, 0, end, StandardCharsets.UTF_8);
        return new Opened(notice, JSON.readValue(headers, HEADERS), Arrays.copyOfRange(packed, end + 1, packed.length));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    /** Lets so many through in a minute of the clock. */
    static final class PerMinute {
        private final int most;
        private Instant until = Instant.EPOCH;
        private int taken;

        PerMinute(int most) {
            this.most = most;
        }

        synchronized boolean takes(Instant now) {
            if (!now.isBefore(until)) {
                until = now.plus(Duration.ofMinutes(1));
                taken = 0;
            }
            if (taken == most) {
                return false;
            }
            taken++;
            return true;
        }
    }
}
