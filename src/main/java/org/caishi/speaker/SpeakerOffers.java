/** The speakers' protocols as the registry's page offers them. */
package org.caishi.speaker;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.ProtocolOffer;
import org.caishi.device.ProtocolOffers;
import org.springframework.stereotype.Component;

@Component
class SpeakerOffers implements ProtocolOffers {
    private static final Set<LinkKind> WIRES = Set.of(LinkKind.SERIAL, LinkKind.TCP_IN, LinkKind.TCP_OUT);

    @Override
    public List<ProtocolOffer> protocols() {
        Stream<ProtocolOffer> chips = Arrays.stream(SpeechProtocol.values())
                .map(chip -> new ProtocolOffer(
                        DeviceKind.SPEAKER, chip.key(), chip.key().toUpperCase(Locale.ROOT), WIRES, List.of()));
        ProtocolOffer own = new ProtocolOffer(
                DeviceKind.SPEAKER,
                "caishi-speaker",
                "Caishi cloud speakers",
                Set.of(LinkKind.MQTT, LinkKind.HTTP),
                List.of());
        ProtocolOffer pushed = new ProtocolOffer(
                DeviceKind.SPEAKER,
                PushedSpeakers.PROTOCOL,
                "Speakers that are posted to",
                Set.of(LinkKind.HTTP),
                List.of(),
                true);
        ProtocolOffer money = new ProtocolOffer(
                DeviceKind.SPEAKER,
                MoneyTopicSpeakers.PROTOCOL,
                "OpenLuat demonstration: a topic for each IMEI",
                Set.of(LinkKind.MQTT),
                List.of());
        ProtocolOffer streamed = new ProtocolOffer(
                DeviceKind.SPEAKER,
                StreamedSpeakers.PROTOCOL,
                "Network players of a public address",
                Set.of(LinkKind.HTTP),
                List.of());
        return Stream.concat(chips, Stream.of(own, pushed, money, streamed)).toList();
    }
}
