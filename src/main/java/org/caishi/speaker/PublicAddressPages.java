/** On which a manager sets up the market's public address: the address at which its player listens, shown once. */
package org.caishi.speaker;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceDesk;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.identity.MarketManager;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
@MarketManager
@RequestMapping("/manage/{marketCode}/public-address")
class PublicAddressPages {
    /** Halls, yards and gates of one market. */
    static final int MOST = 8;

    private final MarketDoor door;
    private final Devices devices;
    private final DeviceDesk desk;
    private final StreamAddresses addresses;
    private final StreamedSpeakers streams;
    private final SpokenAudio audio;
    private final Ids ids;
    private final MessageSource words;
    private final String publicUrl;

    PublicAddressPages(
            MarketDoor door,
            Devices devices,
            DeviceDesk desk,
            StreamAddresses addresses,
            StreamedSpeakers streams,
            SpokenAudio audio,
            Ids ids,
            MessageSource words,
            @Value("${caishi.public-url}") String publicUrl) {
        this.door = door;
        this.devices = devices;
        this.desk = desk;
        this.addresses = addresses;
        this.streams = streams;
        this.audio = audio;
        this.ids = ids;
        this.words = words;
        this.publicUrl = publicUrl;
    }

    /** @param madeAt null while it has no address */
    record Line(String serial, int listening, @Nullable ZonedDateTime madeAt) {}

    @GetMapping
    String page(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        fill(market, model);
        return "speaker/hall";
    }

    /** Enters a speaker for the hall; broadcasts go to it as to any other. */
    @PostMapping
    String enter(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Locale locale, Model model) {
        Market market = door.enter(person, marketCode);
        if (players(market).size() >= MOST) {
            model.addAttribute("refused", words.getMessage("speaker.hall.most", new Object[] {MOST}, locale));
        } else {
            show(person, market, desk.register(person, fresh(market)), model);
        }
        fill(market, model);
        return "speaker/hall";
    }

    /** The address is shown in this answer and nowhere else, so the answer is no redirect. */
    @PostMapping("/{serial}")
    String renew(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            Model model) {
        Market market = door.enter(person, marketCode);
        Device player = players(market).stream()
                .filter(device -> device.serial().equals(serial))
                .findFirst()
                .orElseThrow(() -> new NotFound("player " + serial));
        show(person, market, player, model);
        fill(market, model);
        return "speaker/hall";
    }

    private void show(Person person, Market market, Device player, Model model) {
        String token = addresses.renew(person, player);
        streams.look();
        model.addAttribute("serial", player.serial());
        model.addAttribute("address", publicUrl + PublicAddressStream.path(market, token));
    }

    private void fill(Market market, Model model) {
        Map<Long, Instant> made = addresses.madeAt(market.marketId());
        model.addAttribute("market", market);
        model.addAttribute("installed", audio.isInstalled());
        model.addAttribute(
                "lines",
                players(market).stream()
                        .map(player -> line(market, player, made))
                        .toList());
    }

    private Line line(Market market, Device player, Map<Long, Instant> made) {
        Instant at = made.get(player.deviceId());
        return new Line(player.serial(), streams.listening(player), at == null ? null : at.atZone(market.timeZone()));
    }

    private List<Device> players(Market market) {
        return devices.of(market.marketId()).stream().filter(streams::leadsTo).toList();
    }

    private NewDevice fresh(Market market) {
        return new NewDevice(
                market.marketId(),
                "PA-" + AnnouncementId.text(ids.next(market.marketId())),
                DeviceKind.SPEAKER,
                "",
                "WAV",
                StreamedSpeakers.PROTOCOL,
                LinkKind.HTTP,
                "",
                Map.of(),
                null,
                null,
                null);
    }
}
