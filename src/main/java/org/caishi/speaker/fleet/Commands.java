/** Asks speakers from afar: the volume, a test sentence, silence, another key; and notes what they answer. */
package org.caishi.speaker.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.device.Device;
import org.caishi.device.KeyChanges;
import org.caishi.device.LinkKind;
import org.caishi.device.Mqtt;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.speaker.CommandAnswered;
import org.caishi.speaker.fleet.SpeakerCommand.Kind;
import org.caishi.speaker.fleet.SpeakerCommand.State;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class Commands {
    static final int MOST_A_MINUTE = 20;
    private static final int SHOWN = 10;

    /** A volume that comes later than this surprises. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);

    /** The ids of announcements have no such letter in front, so an answer tells what it answers. */
    private static final Pattern ID = Pattern.compile("cmd-(\\d{1,18}|[1-8]\\d{18})");

    private final CommandRows rows;
    private final Mqtt mqtt;
    private final KeyChanges keys;
    private final AuditTrail trail;
    private final Transactions transactions;
    private final Ids ids;
    private final JsonMapper json;
    private final InstantSource clock;

    Commands(
            CommandRows rows,
            Mqtt mqtt,
            KeyChanges keys,
            AuditTrail trail,
            Transactions transactions,
            Ids ids,
            JsonMapper json,
            InstantSource clock) {
        this.rows = rows;
        this.mqtt = mqtt;
        this.keys = keys;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    static boolean canBeAsked(Device speaker) {
        return speaker.link() == LinkKind.MQTT && speaker.protocol().equals(Registration.PROTOCOL);
    }

    /**
     * Sets the volume.
     *
     * @param percent 0 to 100
     */
    void volume(Person who, Market market, Device speaker, int percent) {
        if (percent < 0 || percent > 100) {
            throw new BadInput("speaker.fleet.volume.range");
        }
        ask(who, market, speaker, Kind.VOLUME, percent);
    }

    void test(Person who, Market market, Device speaker) {
        ask(who, market, speaker, Kind.TEST, null);
    }

    void stop(Person who, Market market, Device speaker) {
        ask(who, market, speaker, Kind.STOP, null);
    }

    /** Offers the next key on the speaker's own topic, which nobody else can hear; its first use makes it the key. */
    void changeKey(Person who, Market market, Device speaker) {
        ask(who, market, speaker, Kind.KEY, null);
    }

    private void ask(Person who, Market market, Device speaker, Kind kind, @Nullable Integer value) {
        Instant now = clock.instant();
        refuse(speaker, now);
        SpeakerCommand command =
                new SpeakerCommand(ids.next(speaker.marketId()), kind, value, State.SENT, who.displayName(), now, null);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", "cmd-" + command.commandId());
        message.put("command", word(kind));
        if (value != null) {
            message.put("value", value);
        }
        transactions.run(() -> {
            rows.add(speaker.marketId(), speaker.deviceId(), command);
            String detail = value == null ? "" : value + " %";
            trail.record(market.marketId(), who, "speaker." + word(kind), Registration.subject(speaker), detail);
            if (kind == Kind.KEY) {
                message.put("key", keys.offer(speaker));
            }
        });
        mqtt.publish(
                "caishi/" + market.code() + "/speaker/" + speaker.serial() + "/command",
                json.writeValueAsBytes(message),
                GOOD_FOR);
    }

    private void refuse(Device speaker, Instant now) {
        if (!canBeAsked(speaker)) {
            throw new BadInput("speaker.fleet.command.no-way");
        }
        if (!mqtt.isConnected()) {
            throw new BadInput("speaker.fleet.command.no-broker");
        }
        Instant since = now.minus(Duration.ofMinutes(1));
        if (rows.countSince(speaker.marketId(), speaker.deviceId(), since) >= MOST_A_MINUTE) {
            throw new BadInput("speaker.fleet.command.too-many", MOST_A_MINUTE);
        }
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The latest commands of a speaker, the last one first. */
    List<SpeakerCommand> latest(Device speaker) {
        return rows.latest(speaker.marketId(), speaker.deviceId(), SHOWN);
    }

    @EventListener
    void answered(CommandAnswered answer) {
        Matcher id = ID.matcher(answer.id());
        if (id.matches()) {
            Device speaker = answer.speaker();
            rows.end(
                    speaker.marketId(),
                    Long.parseLong(id.group(1)),
                    speaker.deviceId(),
                    answer.done() ? State.DONE : State.FAILED,
                    clock.instant());
        }
    }
}
