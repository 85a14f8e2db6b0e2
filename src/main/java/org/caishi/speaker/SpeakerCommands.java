/** Carries what is asked of a speaker from afar by the way that its kind has. */
package org.caishi.speaker;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.caishi.device.Device;
import org.caishi.device.Mqtt;
import org.caishi.market.Markets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class SpeakerCommands {
    /** A volume that comes later than this surprises. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);

    /** Stands for the stall of a speaker that has none, the hall's. */
    private static final long NO_STALL = 0;

    private final Mqtt mqtt;
    private final Markets markets;
    private final Announcements announcements;
    private final Deliveries deliveries;
    private final PushedSpeakers pushed;
    private final SpeakerVolumes volumes;
    private final JsonMapper json;

    SpeakerCommands(
            Mqtt mqtt,
            Markets markets,
            Announcements announcements,
            Deliveries deliveries,
            PushedSpeakers pushed,
            SpeakerVolumes volumes,
            JsonMapper json) {
        this.mqtt = mqtt;
        this.markets = markets;
        this.announcements = announcements;
        this.deliveries = deliveries;
        this.pushed = pushed;
        this.volumes = volumes;
        this.json = json;
    }

    /** What stands behind {@link CommandWay#ANNOUNCED}, in the caller's transaction; {@link #carry} after it. */
    public void announce(Device speaker, long commandId) {
        long stallId = Objects.requireNonNullElse(speaker.stallId(), NO_STALL);
        announcements.test(new StallKey(speaker.marketId(), stallId), SpeakerKey.of(speaker), commandId);
    }

    /** What stands behind {@link CommandWay#KEPT}, in the caller's transaction. */
    public void keepVolume(Device speaker, @Nullable Integer percent) {
        volumes.keep(SpeakerKey.of(speaker), percent);
    }

    /** The volume that is kept here, per cent; empty: the speaker keeps it, or it is as its stall has chosen. */
    public OptionalInt keptVolume(Device speaker) {
        return volumes.percent(SpeakerKey.of(speaker));
    }

    /** Sends it on its way, after the commit of whatever keeps it. */
    public void carry(Device speaker, CommandWay way, CommandMessage message) {
        switch (way) {
            case TOPIC ->
                mqtt.publish(
                        "caishi/" + markets.byId(speaker.marketId()).code() + "/speaker/" + speaker.serial()
                                + "/command",
                        json.writeValueAsBytes(message),
                        GOOD_FOR);
            case POST -> pushed.ask(speaker, message);
            case POLL, ANNOUNCED -> deliveries.wake(SpeakerKey.of(speaker));
            case KEPT, NONE -> {}
        }
    }
}
