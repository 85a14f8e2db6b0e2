/** Follows what each scale tells by number and hash, in whatever order it comes: gaps open and heal, breaks are found. */
package org.caishi.scale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caishi.scale.StreamRows.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A sale behind a gap or a broken chain is stored like any other: what was sold was sold. */
@Component
class ScaleStreams {
    private final StreamRows rows;
    private final StreamBooks books;

    ScaleStreams(StreamRows rows, StreamBooks books) {
        this.rows = rows;
        this.books = books;
    }

    /** The streams of a batch's scales, held until the transaction ends, before its weighings are written. */
    Map<ScaleKey, DeviceStream> hold(List<ScaleKey> batch) {
        TreeMap<Long, TreeSet<Long>> scales = new TreeMap<>();
        batch.forEach(scale -> scales.computeIfAbsent(scale.marketId(), market -> new TreeSet<>())
                .add(scale.deviceId()));
        Map<ScaleKey, DeviceStream> held = new HashMap<>();
        scales.forEach((marketId, deviceIds) -> {
            List<DeviceStream> known = rows.lock(marketId, List.copyOf(deviceIds));
            if (known.size() < deviceIds.size()) {
                known.forEach(stream -> deviceIds.remove(stream.deviceId()));
                deviceIds.forEach(deviceId -> rows.begin(marketId, deviceId));
                rows.lock(marketId, List.copyOf(deviceIds)).forEach(stream -> held.put(ScaleKey.of(stream), stream));
            }
            known.forEach(stream -> held.put(ScaleKey.of(stream), stream));
        });
        return held;
    }

    /** Looks at the sales of a batch that has just been written, each scale's in the order of their numbers. */
    void follow(Map<ScaleKey, DeviceStream> held, List<NewWeighing> batch) {
        List<NewWeighing> ordered = new ArrayList<>(batch);
        ordered.sort(Comparator.comparingLong(NewWeighing::deviceSeq));
        Map<ScaleKey, DeviceStream> current = new HashMap<>();
        for (NewWeighing sale : ordered) {
            ScaleKey key = ScaleKey.of(sale.weighing());
            DeviceStream stream = current.getOrDefault(
                    key, held.getOrDefault(key, DeviceStream.empty(key.marketId(), key.deviceId())));
            count(stream, sale);
            chain(stream, sale);
            current.put(
                    key,
                    stream.with(
                            sale.deviceSeq(),
                            String.valueOf(sale.told().sha256()),
                            sale.told().prevHash()));
        }
        current.values().forEach(books::put);
        books.flush();
    }

    private void count(DeviceStream stream, NewWeighing sale) {
        long seq = sale.deviceSeq();
        Instant at = sale.receivedAt();
        DeviceStream.Skipped skipped = stream.skippedBy(seq);
        if (skipped != null) {
            books.skip(stream, skipped, at);
            books.flush();
        } else if (stream.fillsAGap(seq)) {
            books.fill(stream.marketId(), stream.deviceId(), seq);
            books.heal(stream.marketId(), stream.deviceId(), seq, at);
            books.flush();
        }
    }

    private void chain(DeviceStream stream, NewWeighing sale) {
        long seq = sale.deviceSeq();
        String sha256 = String.valueOf(sale.told().sha256());
        String prevHash = sale.told().prevHash();
        Instant at = sale.receivedAt();
        if (prevHash == null) {
            if (stream.mustTellAHash(seq)) {
                broken(stream, seq, null, null, at);
            }
        } else {
            String before = shaBefore(stream, seq);
            if (before != null && !before.equals(prevHash)) {
                broken(stream, seq, before, prevHash, at);
            }
            if (stream.chainsEarlier(seq, prevHash) && seq < stream.chainedBefore()) {
                books.brokenAfter(stream.marketId(), stream.deviceId(), seq, stream.chainedBefore(), at);
                books.flush();
            }
        }
        if (seq < stream.highestSeq()) {
            rows.told(stream.marketId(), stream.deviceId(), seq + 1)
                    .filter(next -> next.prevHash() != null && !next.prevHash().equals(sha256))
                    .ifPresent(next -> broken(stream, seq + 1, sha256, next.prevHash(), at));
        }
    }

    /** Null where the sale before this one has not come: when it comes, it is compared with this one. */
    private @Nullable String shaBefore(DeviceStream stream, long seq) {
        if (!stream.isEmpty() && seq == stream.highestSeq() + 1 && stream.highestSha256() != null) {
            return stream.highestSha256();
        }
        return rows.told(stream.marketId(), stream.deviceId(), seq - 1)
                .map(Told::messageSha256)
                .orElse(null);
    }

    private void broken(DeviceStream stream, long seq, @Nullable String expected, @Nullable String told, Instant at) {
        books.broken(stream.marketId(), stream.deviceId(), seq, expected, told, at);
        books.flush();
    }

    /** Names a scale in the whole product. */
    record ScaleKey(long marketId, long deviceId) {
        static ScaleKey of(Weighing weighing) {
            return new ScaleKey(weighing.marketId(), weighing.deviceId());
        }

        static ScaleKey of(DeviceStream stream) {
            return new ScaleKey(stream.marketId(), stream.deviceId());
        }
    }
}
