/** Speakers with an HTTP door of their own: each announcement is posted to it, signed, again with its id when silent. */
package org.caishi.speaker;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The message is that of our published protocol, the proof that of our HTTP door turned round. The answer's body says
 * what became of it: {@code {"result":"played"}}; a 2xx without one counts as accepted.
 */
@Component
class PushedSpeakers implements DeliveryWay {
    static final String PROTOCOL = "http-push";

    private static final Logger LOG = LoggerFactory.getLogger(PushedSpeakers.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int MOST = 10;
    private static final int LONGEST_ANSWER = 4_096;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final DeliveryLedger ledger;
    private final Devices devices;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final boolean toThisMachine;

    /** @param toThisMachine whether an address of this machine is taken: for tests only */
    PushedSpeakers(
            DeliveryLedger ledger,
            Devices devices,
            JsonMapper json,
            ApplicationEventPublisher events,
            InstantSource clock,
            @Value("${caishi.speaker.push-to-this-machine:false}") boolean toThisMachine) {
        this.ledger = ledger;
        this.devices = devices;
        this.json = json;
        this.events = events;
        this.clock = clock;
        this.toThisMachine = toThisMachine;
    }

    /** What came of one post. */
    private sealed interface Outcome {
        record Answered(SpeakerAnswer answer) implements Outcome {}

        /** It certainly did not get there. */
        record Unreached(String why) implements Outcome {}

        /** It may have got there: it is told again with its id. */
        record Silent(String why) implements Outcome {}
    }

    @Override
    public boolean leadsTo(Device speaker) {
        return speaker.kind() == DeviceKind.SPEAKER
                && speaker.link() == LinkKind.HTTP
                && speaker.protocol().equals(PROTOCOL);
    }

    /** What was posted and not answered may have been said. */
    @Override
    public boolean forgetsInTime() {
        return false;
    }

    @Override
    public void deliver(Device speaker) {
        SpeakerKey key = SpeakerKey.of(speaker);
        List<Announcement> taken = new ArrayList<>();
        ledger.sendUntilAnswered(key, MOST, taken::add);
        boolean reached = true;
        for (Announcement announcement : taken) {
            if (reached) {
                reached = book(speaker, announcement, post(speaker, Say.of(announcement), SpeakerAnswer.ACCEPTED));
            } else {
                ledger.returned(key, announcement.announcementId());
            }
        }
    }

    /** @return whether it is worth going on with the next */
    private boolean book(Device speaker, Announcement announcement, Outcome outcome) {
        SpeakerKey key = SpeakerKey.of(speaker);
        long id = announcement.announcementId();
        return switch (outcome) {
            case Outcome.Answered(SpeakerAnswer answer) -> {
                devices.seen(speaker, clock.instant());
                // Only our own repetition makes a box say "duplicate": it has said it.
                ledger.book(key, id, answer == SpeakerAnswer.DUPLICATE ? SpeakerAnswer.PLAYED : answer);
                yield true;
            }
            case Outcome.Unreached(String why) -> {
                LOG.debug("{} cannot be reached, tried again within seconds: {}", speaker.serial(), why);
                ledger.returned(key, id);
                yield false;
            }
            case Outcome.Silent(String why) -> {
                LOG.debug("{} has not answered about {}: {}", speaker.serial(), AnnouncementId.text(id), why);
                yield true;
            }
        };
    }

    /** @param withoutWords what a 2xx without a result means */
    private Outcome post(Device speaker, Told told, SpeakerAnswer withoutWords) {
        Optional<URI> address = PushAddress.read(speaker.address(), toThisMachine);
        if (address.isEmpty()) {
            return new Outcome.Answered(SpeakerAnswer.FAILED);
        }
        try {
            HttpResponse<InputStream> response =
                    http.send(request(speaker, address.get(), told), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return read(response.statusCode(), body.readNBytes(LONGEST_ANSWER), withoutWords);
            }
        } catch (ConnectException | HttpConnectTimeoutException unreached) {
            return new Outcome.Unreached(unreached.toString());
        } catch (IOException silent) {
            return new Outcome.Silent(silent.toString());
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return new Outcome.Silent("the product stops");
        }
    }

    /**
     * Posts a command, on a thread of its own. Only a box that says what it has done has done it; one that cannot be
     * reached, or says nothing, leaves the command unanswered.
     */
    void ask(Device speaker, CommandMessage command) {
        Thread.ofVirtual().name("speaker-ask-" + speaker.serial()).start(() -> {
            if (post(speaker, command, SpeakerAnswer.FAILED) instanceof Outcome.Answered(SpeakerAnswer answer)) {
                devices.seen(speaker, clock.instant());
                events.publishEvent(new CommandAnswered(speaker, command.id(), answer.hasDone()));
            }
        });
    }

    private HttpRequest request(Device speaker, URI address, Told told) {
        byte[] body = json.writeValueAsBytes(told);
        String time = Long.toString(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String signed = String.join("\n", "POST", path, time, nonce, new String(body, StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("X-Device", speaker.serial())
                .header("X-Timestamp", time)
                .header("X-Nonce", nonce)
                .header("X-Signature", DeviceSignature.of(devices.key(speaker), signed))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private Outcome read(int status, byte[] body, SpeakerAnswer withoutWords) {
        if (status / 100 == 2) {
            return new Outcome.Answered(result(body).orElse(withoutWords));
        }
        return status / 100 == 4 && status != 408 && status != 429
                ? new Outcome.Answered(SpeakerAnswer.FAILED)
                : new Outcome.Silent("status " + status);
    }

    private Optional<SpeakerAnswer> result(byte[] body) {
        try {
            return SpeakerAnswer.of(
                    json.readValue(body, SpeakerAnswer.Message.class).result());
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }
}
