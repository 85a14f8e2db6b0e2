/** The volumes of speakers that keep none themselves; asked for with every sentence, so remembered for ten seconds. */
package org.caishi.speaker;

import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.caishi.platform.ShortMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class SpeakerVolumes {
    private final SpeakerVolumeRows rows;
    private final ShortMemory<Long, Map<Long, Integer>> known;

    SpeakerVolumes(SpeakerVolumeRows rows, InstantSource clock) {
        this.rows = rows;
        this.known = new ShortMemory<>(clock);
    }

    /** Per cent; empty: as the stall or the market has chosen. */
    OptionalInt percent(SpeakerKey speaker) {
        Integer percent = known.get(speaker.marketId(), this::read).get(speaker.deviceId());
        return percent == null ? OptionalInt.empty() : OptionalInt.of(percent);
    }

    /** In tenths, as a {@link SpeechPlan} has it; up, so that only 0 is silent. */
    OptionalInt ofTen(SpeakerKey speaker) {
        OptionalInt percent = percent(speaker);
        return percent.isEmpty() ? percent : OptionalInt.of(Math.ceilDiv(percent.getAsInt(), 10));
    }

    /** @param percent null: no more */
    void keep(SpeakerKey speaker, @Nullable Integer percent) {
        if (percent == null) {
            rows.clear(speaker);
        } else {
            rows.put(speaker, percent);
        }
        known.forgetWithTransaction(speaker.marketId());
    }

    private Map<Long, Integer> read(long marketId) {
        return rows.of(marketId).stream()
                .collect(Collectors.toMap(SpeakerVolumeRows.Volume::deviceId, SpeakerVolumeRows.Volume::percent));
    }
}
