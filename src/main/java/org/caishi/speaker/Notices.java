/** Takes what a market wants its speakers to say, money aside: the market closes, a car blocks the gate. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.platform.Ids;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Notices {
    static final String EVENT = "NOTICE";

    /** Stands for the stall of a speaker that has none, the hall's. */
    private static final long NO_STALL = 0;

    private final AnnouncementRows rows;
    private final Announcements announcements;
    private final Ids ids;

    Notices(AnnouncementRows rows, Announcements announcements, Ids ids) {
        this.rows = rows;
        this.announcements = announcements;
        this.ids = ids;
    }

    /**
     * Queues one announcement for each speaker in the caller's transaction, behind what waits there already.
     *
     * @return their ids, in the order of the speakers
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> write(List<Device> speakers, String text, Instant at, Instant expiresAt) {
        List<Long> written = speakers.stream()
                .map(speaker -> {
                    long id = ids.next(speaker.marketId());
                    rows.add(row(speaker, id, text, at, expiresAt));
                    return id;
                })
                .toList();
        rows.flush();
        return written;
    }

    /** After the commit; what hangs on no stall is found within seconds. */
    public void nudge(List<Device> speakers) {
        Set<StallKey> stalls = speakers.stream()
                .filter(speaker -> speaker.stallId() != null)
                .map(speaker -> new StallKey(speaker.marketId(), Objects.requireNonNull(speaker.stallId())))
                .collect(Collectors.toSet());
        announcements.nudge(stalls);
    }

    private static AnnouncementRows.Row row(Device speaker, long id, String text, Instant at, Instant expiresAt) {
        return new AnnouncementRows.Row(
                speaker.marketId(),
                id,
                Objects.requireNonNullElse(speaker.stallId(), NO_STALL),
                speaker.deviceId(),
                EVENT,
                id,
                Wallet.OTHER.name(),
                0,
                text,
                "QUEUED",
                at,
                expiresAt,
                null);
    }
}
