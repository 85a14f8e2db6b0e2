/** What the script of the vendor's page asks and answers while the phone speaks. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@VendorOnly
@RequestMapping("/vendor/speaker")
class PhoneSpeakerPage {
    private final PhoneSpeakers phones;
    private final DeliveryLedger ledger;
    private final VendorsStall stalls;
    private final SpeechPlans plans;
    private final InstantSource clock;

    PhoneSpeakerPage(
            PhoneSpeakers phones, DeliveryLedger ledger, VendorsStall stalls, SpeechPlans plans, InstantSource clock) {
        this.phones = phones;
        this.ledger = ledger;
        this.stalls = stalls;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * One sentence for the phone.
     *
     * @param leftMillis how long it is news; the phone's own clock may be wrong
     * @param volume 0 to 10, as the stall or the market has chosen; null: as the phone has it
     */
    record Sentence(
            String id,
            String text,
            String language,
            long leftMillis,
            @Nullable Integer volume) {}

    @PostMapping("/next")
    List<Sentence> next(@AuthenticationPrincipal Person person) {
        StallKey stall = stalls.of(person);
        OptionalInt volume = plans.of(stall).volume();
        return phones.next(stall).stream()
                .map(announcement -> sentence(announcement, volume))
                .toList();
    }

    /** The page is left, or its sound switched off. */
    @PostMapping("/leave")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@AuthenticationPrincipal Person person) {
        phones.leaves(stalls.of(person));
    }

    @PostMapping("/{id}/ack")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(
            @AuthenticationPrincipal Person person,
            @PathVariable String id,
            @RequestBody SpeakerAnswer.Message message) {
        SpeakerKey phone = SpeakerKey.phoneOf(stalls.of(person));
        SpeakerAnswer answer =
                SpeakerAnswer.of(message.result()).orElseThrow(() -> new BadInput("speaker.ack.result.unknown"));
        long announcement = AnnouncementId.parse(id)
                .filter(known -> ledger.knows(phone, known))
                .orElseThrow(() -> new NotFound("announcement " + id));
        ledger.book(phone, announcement, answer);
    }

    private Sentence sentence(Announcement announcement, OptionalInt volume) {
        return new Sentence(
                AnnouncementId.text(announcement.announcementId()),
                announcement.text(),
                SpokenAudio.languageOf(announcement.text()) == Locale.ENGLISH ? "en" : "zh-CN",
                Math.max(
                        0,
                        Duration.between(clock.instant(), announcement.expiresAt())
                                .toMillis()),
                volume.isEmpty() ? null : (Integer) volume.getAsInt());
    }
}
