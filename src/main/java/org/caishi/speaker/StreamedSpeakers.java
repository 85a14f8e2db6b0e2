/** Speakers that are network players of a public address: each listens to an endless stream, and hears what is said in it. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * One sentence at a time; the others stay in their rows, so that what is late is not said, and so they do while nobody
 * listens. With several nodes a sentence is heard by the players of the node that took it.
 */
@Component
class StreamedSpeakers implements DeliveryWay {
    static final String PROTOCOL = "wav-stream";

    /** A hall's amplifier, one for the yard, the manager's browser and one more. */
    static final int MOST_OF_ONE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(StreamedSpeakers.class);

    /** Each costs a thread's stack and 32 kB/s. */
    private static final int MOST = 100;

    /** No sentence is longer. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final ConcurrentMap<SpeakerKey, Hall> halls = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final DeliveryLedger ledger;
    private final SpokenAudio audio;
    private final StreamAddresses addresses;
    private final Devices devices;
    private final InstantSource clock;
    private volatile boolean closing;

    StreamedSpeakers(
            DeliveryLedger ledger, SpokenAudio audio, StreamAddresses addresses, Devices devices, InstantSource clock) {
        this.ledger = ledger;
        this.audio = audio;
        this.addresses = addresses;
        this.devices = devices;
        this.clock = clock;
    }

    /** A speaker, and who listens to it at this node. */
    private record Hall(Device speaker, List<StreamListener> listeners) {}

    @Override
    public boolean leadsTo(Device speaker) {
        return speaker.kind() == DeviceKind.SPEAKER && speaker.protocol().equals(PROTOCOL);
    }

    /** What is taken is played at once. */
    @Override
    public boolean forgetsInTime() {
        return true;
    }

    /** On the speaker's own worker, which may wait while a sentence is played. */
    @Override
    public void deliver(Device speaker) {
        SpeakerKey key = SpeakerKey.of(speaker);
        List<Announcement> taken = new ArrayList<>(1);
        do {
            taken.clear();
            if (!listeners(key).isEmpty()) {
                ledger.send(key, 1, taken::add);
            }
        } while (!taken.isEmpty() && say(key, taken.getFirst()));
    }

    /** @return whether it is worth going on with the next */
    private boolean say(SpeakerKey key, Announcement announcement) {
        long id = announcement.announcementId();
        String text = announcement.text();
        return switch (audio.say(text, SpokenAudio.languageOf(text))) {
            case SpokenAudio.Result.Sound(byte[] wav) -> play(key, id, Pcm.of(wav));
            case SpokenAudio.Result.Busy() -> {
                ledger.returned(key, id);
                yield false;
            }
            case SpokenAudio.Result.NotInstalled() -> ledger.failed(key, id, false);
            case SpokenAudio.Result.Failed(String why) -> {
                LOG.warn("announcement {} did not become sound: {}", AnnouncementId.text(id), why);
                yield ledger.failed(key, id, false);
            }
        };
    }

    private boolean play(SpeakerKey key, long id, byte[] samples) {
        List<StreamListener> all = listeners(key);
        if (all.isEmpty()) {
            ledger.returned(key, id);
            return false;
        }
        ledger.acked(key, id);
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        StreamedSound sound =
                new StreamedSound(samples, all.size(), () -> over.complete(true), () -> over.complete(false));
        all.forEach(listener -> listener.play(sound));
        return isHeard(over) ? ledger.spoken(key, id) : ledger.failed(key, id, true);
    }

    private static boolean isHeard(CompletableFuture<Boolean> over) {
        try {
            return over.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException stuck) {
            return false;
        }
    }

    /**
     * Lets one more player listen; {@link #leave} when it has gone.
     *
     * @return empty when as many listen as may
     */
    Optional<StreamListener> listen(Device speaker, String token) {
        StreamListener listener = new StreamListener(token, System::nanoTime);
        if (closing || open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            return Optional.empty();
        }
        Hall hall = halls.compute(SpeakerKey.of(speaker), (key, known) -> with(speaker, known, listener));
        if (!hall.listeners.contains(listener)) {
            open.decrementAndGet();
            return Optional.empty();
        }
        devices.seen(speaker, clock.instant());
        return Optional.of(listener);
    }

    private static Hall with(Device speaker, @Nullable Hall known, StreamListener listener) {
        if (known == null) {
            return new Hall(speaker, List.of(listener));
        }
        return known.listeners.size() < MOST_OF_ONE
                ? new Hall(
                        speaker,
                        Stream.concat(known.listeners.stream(), Stream.of(listener))
                                .toList())
                : known;
    }

    void leave(Device speaker, StreamListener listener) {
        listener.close();
        open.decrementAndGet();
        halls.computeIfPresent(SpeakerKey.of(speaker), (key, hall) -> {
            List<StreamListener> left =
                    hall.listeners.stream().filter(other -> other != listener).toList();
            return left.isEmpty() ? null : new Hall(hall.speaker, left);
        });
    }

    /** How many players listen to a speaker's stream at this node. */
    int listening(Device speaker) {
        return listeners(SpeakerKey.of(speaker)).size();
    }

    /** To be heard is a sign of life; who came with an address that is no more has to go. */
    @Scheduled(fixedDelay = 20_000)
    void look() {
        for (Hall hall : halls.values()) {
            devices.seen(hall.speaker, clock.instant());
            for (StreamListener listener : hall.listeners) {
                if (addresses
                        .speakerOf(hall.speaker.marketId(), listener.token())
                        .filter(speaker -> speaker.deviceId() == hall.speaker.deviceId())
                        .isEmpty()) {
                    listener.close();
                }
            }
        }
    }

    private List<StreamListener> listeners(SpeakerKey key) {
        Hall hall = halls.get(key);
        return hall == null ? List.of() : hall.listeners;
    }

    /** The web server waits for open requests before it stops: these would never end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
        halls.values().forEach(hall -> hall.listeners.forEach(StreamListener::close));
    }
}
