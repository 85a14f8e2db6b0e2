/** One speech chip on one line: what it is to say goes out, what it answers comes in, and both are booked. */
package org.caishi.speaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.caishi.device.Device;
import org.caishi.device.Wire;
import org.caishi.speaker.chip.ChipConversation;
import org.caishi.speaker.chip.ChipConversation.Step;
import org.caishi.speaker.chip.ChipEvent;
import org.caishi.speaker.chip.ChipTiming;
import org.caishi.speaker.chip.Speech;
import org.caishi.speaker.chip.SpeechChip;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second thread reads the wire into a bounded inbox; everything else happens on the thread of the link. At most one
 * announcement is in the conversation, so that a line that drops leaves the others in their rows.
 */
final class ChipSession {
    private static final Logger LOG = LoggerFactory.getLogger(ChipSession.class);
    private static final int INBOX = 64;
    private static final int CHUNK = 256;

    private final BlockingQueue<Happening> inbox = new ArrayBlockingQueue<>(INBOX);
    private final SpeakerKey speaker;
    private final String serial;
    private final Wire wire;
    private final SpeechChip chip;
    private final DeliveryLedger ledger;
    private final SpeechPlans plans;
    private final SpeakerVolumes volumes;
    private final InstantSource clock;
    private final ChipConversation conversation;
    private final long probeMillis;
    private volatile boolean looking = true;
    private boolean busy;
    private long probeAt;

    ChipSession(
            SpeakerKey speaker,
            Device device,
            SpeechChip chip,
            Wire wire,
            DeliveryLedger ledger,
            SpeechPlans plans,
            SpeakerVolumes volumes,
            InstantSource clock) {
        this.speaker = speaker;
        this.serial = device.serial();
        this.wire = wire;
        this.chip = chip;
        this.ledger = ledger;
        this.plans = plans;
        this.volumes = volumes;
        this.clock = clock;
        this.conversation = new ChipConversation(chip, ChipTiming.USUAL, now());
        // The link drops a line that is silent for idleSeconds, and a chip speaks only when spoken to.
        this.probeMillis = device.setting("idleSeconds", 60, 1, 86_400) * 1_000L / 3;
        this.probeAt = now() + probeMillis;
    }

    /** What the talking thread waits for. */
    private sealed interface Happening {
        @SuppressWarnings("ArrayRecordComponent")
        record Heard(byte[] bytes) implements Happening {}

        record Look() implements Happening {}

        /** By the other side, in good order. */
        record Closed() implements Happening {}

        record Broken(IOException why) implements Happening {}
    }

    /** Something waits in the rows. A full inbox needs no mark: the talking thread is awake. */
    void look() {
        looking = true;
        inbox.offer(new Happening.Look());
    }

    /** Talks until the line is gone or the thread is interrupted. */
    void run() throws IOException, InterruptedException {
        Thread reader = Thread.ofVirtual().name("chip-" + serial).start(this::listen);
        try {
            did(conversation.tick(now()));
            while (true) {
                feed();
                Happening next = inbox.poll(untilWake(), TimeUnit.MILLISECONDS);
                switch (next) {
                    case null -> passTime();
                    case Happening.Heard heard -> {
                        probeAt = now() + probeMillis;
                        did(conversation.received(heard.bytes, now()));
                    }
                    case Happening.Look look -> {}
                    case Happening.Closed closed -> {
                        return;
                    }
                    case Happening.Broken broken -> throw broken.why;
                }
            }
        } finally {
            end();
            reader.interrupt();
        }
    }

    private void passTime() throws IOException {
        if (now() >= probeAt) {
            probeAt = now() + probeMillis;
            did(conversation.probe(now()));
        } else {
            did(conversation.tick(now()));
        }
    }

    /** Takes the next announcement while the chip has none. */
    private void feed() throws IOException {
        while (!busy && looking) {
            looking = false;
            List<Announcement> taken = new ArrayList<>(1);
            ledger.send(speaker, 1, taken::add);
            for (Announcement announcement : taken) {
                busy = true;
                did(conversation.say(speech(announcement), now()));
            }
        }
    }

    private Speech speech(Announcement announcement) {
        long life = Duration.between(clock.instant(), announcement.expiresAt()).toMillis();
        SpeechPlan plan = plans.of(announcement.stall());
        OptionalInt own = volumes.ofTen(speaker);
        return new Speech(
                announcement.announcementId(),
                announcement.text(),
                chip.voice(own.isPresent() ? own : plan.volume(), plan.speed()),
                now() + life);
    }

    private long untilWake() {
        long wakeAt = Math.min(conversation.wakeAt().orElse(Long.MAX_VALUE), probeAt);
        return Math.max(0, wakeAt - now());
    }

    /** Each frame in one write: within a frame the chip waits 8 ms for the next byte at most. */
    private void did(Step step) throws IOException {
        step.events().forEach(this::book);
        for (byte[] frame : step.send()) {
            wire.out().write(frame);
            wire.out().flush();
        }
    }

    private void book(ChipEvent event) {
        switch (event) {
            case ChipEvent.Accepted accepted -> ledger.acked(speaker, accepted.id());
            case ChipEvent.Spoken spoken -> ledger.spoken(speaker, spoken.id());
            case ChipEvent.Expired expired -> ledger.expired(speaker, expired.id());
            case ChipEvent.Failed failed -> {
                LOG.warn("{} did not say {}: {}", serial, AnnouncementId.text(failed.id()), failed.reason());
                ledger.failed(speaker, failed.id(), failed.mayHaveBeenHeard());
            }
            case ChipEvent.Returned returned -> ledger.returned(speaker, returned.id());
            case ChipEvent.Repeated repeated -> ledger.failed(speaker, repeated.id(), true);
        }
        if (!(event instanceof ChipEvent.Accepted)) {
            busy = false;
            looking = true;
        }
    }

    /** Ends the reader with the wire, and what was under way; an interrupted thread could not reach the rows. */
    private void end() {
        boolean interrupted = Thread.interrupted();
        try {
            wire.close();
        } catch (UncheckedIOException broken) {
            LOG.debug("the wire of {} was broken already", serial);
        }
        List<ChipEvent> last = conversation.close();
        try {
            last.forEach(this::book);
        } catch (RuntimeException failure) {
            LOG.warn("{} announcements of {} end when the rows are looked at: {}", last.size(), serial, failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void listen() {
        byte[] chunk = new byte[CHUNK];
        try {
            try {
                for (int count = read(chunk); count >= 0; count = read(chunk)) {
                    inbox.put(new Happening.Heard(Arrays.copyOf(chunk, count)));
                }
                inbox.put(new Happening.Closed());
            } catch (IOException gone) {
                inbox.put(new Happening.Broken(gone));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private int read(byte[] chunk) throws IOException {
        try {
            return wire.in().read(chunk);
        } catch (RuntimeException fault) {
            throw new IOException("the wire of " + serial + " cannot be read", fault);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
