/** The HTTP door of speakers without MQTT: what to say next, and what became of it. */
package org.caishi.speaker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caishi.device.Device;
import org.caishi.device.DevicePrincipal;
import org.caishi.identity.SignedDevice;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/device/announcements")
class DeviceAnnouncements {
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final PollingSpeakers speakers;
    private final WaitingCommands waiting;
    private final DeliveryLedger ledger;
    private final SpokenAudio audio;
    private final MessageSource words;

    DeviceAnnouncements(
            PollingSpeakers speakers,
            WaitingCommands waiting,
            DeliveryLedger ledger,
            SpokenAudio audio,
            MessageSource words) {
        this.speakers = speakers;
        this.waiting = waiting;
        this.ledger = ledger;
        this.audio = audio;
        this.words = words;
    }

    /**
     * Answers as soon as there is something, and with an empty list when there was nothing for so long. What is not
     * acknowledged is answered again, with its id.
     *
     * @param wait seconds, 30 at most
     * @param commands whether the speaker understands commands, which then come before what it is to say
     */
    @SignedDevice
    @GetMapping
    List<Told> next(
            @AuthenticationPrincipal DevicePrincipal principal,
            @RequestParam(defaultValue = "0") long wait,
            @RequestParam(defaultValue = "false") boolean commands)
            throws InterruptedException {
        Device speaker = pollingSpeaker(principal);
        Duration atMost = Duration.ofSeconds(Math.clamp(wait, 0, LONGEST_WAIT_SECONDS));
        return speakers.next(speaker, atMost, () -> told(speaker, commands));
    }

    private List<Told> told(Device speaker, boolean withCommands) {
        List<Told> told = new ArrayList<>(withCommands ? waiting.take(speaker) : List.of());
        speakers.taken(speaker).forEach(announcement -> told.add(Say.of(announcement)));
        return told;
    }

    @SignedDevice
    @PostMapping("/{id}/ack")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(
            @AuthenticationPrincipal DevicePrincipal principal,
            @PathVariable String id,
            @RequestBody SpeakerAnswer.Message message) {
        Device device = pollingSpeaker(principal);
        SpeakerAnswer answer =
                SpeakerAnswer.of(message.result()).orElseThrow(() -> new BadInput("speaker.ack.result.unknown"));
        if (id.startsWith(CommandMessage.PREFIX)) {
            if (!waiting.answered(device, id, answer.hasDone())) {
                throw new NotFound("command " + id);
            }
            return;
        }
        SpeakerKey speaker = SpeakerKey.of(device);
        long announcement = AnnouncementId.parse(id)
                .filter(known -> ledger.knows(speaker, known))
                .orElseThrow(() -> new NotFound("announcement " + id));
        ledger.book(speaker, announcement, answer);
    }

    /** The sentence as a WAV file, for a public address that plays sound and cannot read. */
    @SignedDevice
    @GetMapping("/{id}/audio")
    ResponseEntity<byte[]> sound(
            @AuthenticationPrincipal DevicePrincipal principal, @PathVariable String id, Locale locale) {
        SpeakerKey speaker = SpeakerKey.of(pollingSpeaker(principal));
        String text = AnnouncementId.parse(id)
                .flatMap(known -> ledger.text(speaker, known))
                .orElseThrow(() -> new NotFound("announcement " + id));
        return MarketSpeechPages.sound(audio.say(text, SpokenAudio.languageOf(text)), words, locale);
    }

    /** Any other speaker has another way, and would hear things twice. */
    private Device pollingSpeaker(DevicePrincipal principal) {
        Device device = principal.device();
        if (!speakers.leadsTo(device)) {
            throw new NotFound("announcements of " + device.serial());
        }
        return device;
    }
}
