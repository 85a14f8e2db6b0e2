/** Asks speakers from afar: the volume, a test sentence, silence, another key; and notes what they answer. */
package org.caishi.speaker.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.device.Device;
import org.caishi.device.KeyChanges;
import org.caishi.device.Mqtt;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.speaker.CommandAnswered;
import org.caishi.speaker.CommandKind;
import org.caishi.speaker.CommandMessage;
import org.caishi.speaker.CommandWay;
import org.caishi.speaker.SpeakerCommands;
import org.caishi.speaker.WaitingCommands;
import org.caishi.speaker.fleet.SpeakerCommand.State;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class Commands implements WaitingCommands {
    static final int MOST_A_MINUTE = 20;
    private static final int SHOWN = 10;

    private static final Pattern ID = Pattern.compile(CommandMessage.PREFIX + "(\\d{1,18}|[1-8]\\d{18})");

    private final CommandRows rows;
    private final SpeakerCommands speakers;
    private final Mqtt mqtt;
    private final KeyChanges keys;
    private final AuditTrail trail;
    private final Transactions transactions;
    private final Ids ids;
    private final InstantSource clock;

    Commands(
            CommandRows rows,
            SpeakerCommands speakers,
            Mqtt mqtt,
            KeyChanges keys,
            AuditTrail trail,
            Transactions transactions,
            Ids ids,
            InstantSource clock) {
        this.rows = rows;
        this.speakers = speakers;
        this.mqtt = mqtt;
        this.keys = keys;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Sets the volume.
     *
     * @param percent 0 to 100; null, where it is kept here: as the stall has chosen
     */
    void volume(Person who, Market market, Device speaker, @Nullable Integer percent) {
        boolean kept = CommandWay.to(speaker, CommandKind.VOLUME) == CommandWay.KEPT;
        if (percent == null ? !kept : percent < 0 || percent > 100) {
            throw new BadInput("speaker.fleet.volume.range");
        }
        ask(who, market, speaker, CommandKind.VOLUME, percent);
    }

    /** A sentence, silence, or another key: its first use makes it the key. */
    void ask(Person who, Market market, Device speaker, CommandKind kind) {
        ask(who, market, speaker, kind, null);
    }

    private void ask(Person who, Market market, Device speaker, CommandKind kind, @Nullable Integer value) {
        Instant now = clock.instant();
        CommandWay way = CommandWay.to(speaker, kind);
        refuse(speaker, kind, way, now);
        SpeakerCommand command = new SpeakerCommand(
                ids.next(speaker.marketId()),
                kind,
                value,
                begin(way),
                who.displayName(),
                now,
                way == CommandWay.KEPT ? now : null);
        CommandMessage message = transactions.run(() -> {
            rows.add(speaker.marketId(), speaker.deviceId(), command);
            String detail = value == null ? "" : value + " %";
            trail.record(market.marketId(), who, "speaker." + kind.word(), Registration.subject(speaker), detail);
            switch (way) {
                case ANNOUNCED -> speakers.announce(speaker, command.commandId());
                case KEPT -> speakers.keepVolume(speaker, value);
                case TOPIC, POLL, POST, NONE -> {}
            }
            return message(command, kind == CommandKind.KEY ? keys.offer(speaker) : null);
        });
        speakers.carry(speaker, way, message);
    }

    private static State begin(CommandWay way) {
        return switch (way) {
            case TOPIC, POST, ANNOUNCED, NONE -> State.SENT;
            case POLL -> State.WAITING;
            case KEPT -> State.DONE;
        };
    }

    private static CommandMessage message(SpeakerCommand command, @Nullable String key) {
        return new CommandMessage(
                CommandMessage.PREFIX + command.commandId(), command.command().word(), command.value(), key);
    }

    private void refuse(Device speaker, CommandKind kind, CommandWay way, Instant now) {
        if (way == CommandWay.NONE) {
            throw new BadInput(cannot(speaker, kind));
        }
        if (way == CommandWay.TOPIC && !mqtt.isConnected()) {
            throw new BadInput("speaker.fleet.command.no-broker");
        }
        Instant since = now.minus(Duration.ofMinutes(1));
        if (rows.countSince(speaker.marketId(), speaker.deviceId(), since) >= MOST_A_MINUTE) {
            throw new BadInput("speaker.fleet.command.too-many", MOST_A_MINUTE);
        }
    }

    /** The words that say why such a speaker cannot be asked for that, and what to do instead. */
    static String cannot(Device speaker, CommandKind kind) {
        return "speaker.fleet.cannot." + CommandWay.Family.of(speaker) + "." + kind;
    }

    /** The latest commands of a speaker, the last one first. */
    List<SpeakerCommand> latest(Device speaker) {
        return rows.latest(speaker.marketId(), speaker.deviceId(), SHOWN);
    }

    @Override
    public List<CommandMessage> take(Device speaker) {
        Instant now = clock.instant();
        return rows
                .waiting(speaker.marketId(), speaker.deviceId(), now.minus(SpeakerCommand.GOOD_FOR), MOST_A_MINUTE)
                .stream()
                .filter(command -> rows.send(speaker.marketId(), command.commandId(), now) == 1)
                .flatMap(command -> told(speaker, command).stream())
                .toList();
    }

    /** Empty for a key that has been offered too long ago, or has been taken. */
    private Optional<CommandMessage> told(Device speaker, SpeakerCommand command) {
        return command.command() == CommandKind.KEY
                ? keys.offered(speaker).map(key -> message(command, key))
                : Optional.of(message(command, null));
    }

    @Override
    public boolean answered(Device speaker, String id, boolean done) {
        OptionalLong commandId = commandId(id);
        if (commandId.isEmpty() || !rows.has(speaker.marketId(), commandId.getAsLong(), speaker.deviceId())) {
            return false;
        }
        rows.end(
                speaker.marketId(),
                commandId.getAsLong(),
                speaker.deviceId(),
                done ? State.DONE : State.FAILED,
                clock.instant());
        return true;
    }

    @EventListener
    void answered(CommandAnswered answer) {
        answered(answer.speaker(), answer.id(), answer.done());
    }

    private static OptionalLong commandId(String text) {
        Matcher id = ID.matcher(text);
        return id.matches() ? OptionalLong.of(Long.parseLong(id.group(1))) : OptionalLong.empty();
    }
}
