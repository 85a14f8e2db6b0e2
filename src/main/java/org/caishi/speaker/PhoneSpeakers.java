/** The vendor's phone as a speaker: its page is nudged, asks what to say, says it and answers. */
package org.caishi.speaker;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caishi.platform.LivePages;
import org.springframework.stereotype.Component;

/**
 * A stall may have several pages open, the vendor's and a helper's. Whichever asks first gets an announcement, and no
 * other does: each goes out once, answered or not.
 */
@Component
class PhoneSpeakers {
    private static final int MOST = 5;

    private final DeliveryLedger ledger;
    private final StallSpeakers speakers;
    private final LivePages pages;
    private final InstantSource clock;

    PhoneSpeakers(DeliveryLedger ledger, StallSpeakers speakers, LivePages pages, InstantSource clock) {
        this.ledger = ledger;
        this.speakers = speakers;
        this.pages = pages;
        this.clock = clock;
    }

    /** The pages ask; a page that does not listen lets it pass. */
    void tell(StallKey stall) {
        pages.tell("stall/" + stall.marketId() + "/" + stall.stallId(), "say", Map.of());
    }

    /** What the phone is to say now; to ask is to be there. */
    List<Announcement> next(StallKey stall) {
        speakers.phoneAsks(stall, clock.instant());
        List<Announcement> taken = new ArrayList<>();
        ledger.send(SpeakerKey.phoneOf(stall), MOST, taken::add);
        return taken;
    }

    void leaves(StallKey stall) {
        speakers.phoneLeaves(stall);
    }
}
