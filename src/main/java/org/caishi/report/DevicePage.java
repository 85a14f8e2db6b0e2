/** One device: what it is, how its link is doing right now, the bytes it was refused for, and an ear on its line. */
package org.caishi.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceDesk;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkLive;
import org.caishi.device.Listening;
import org.caishi.device.ProtocolOffer;
import org.caishi.device.SettingOffer;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Stalls;
import org.caishi.platform.LivePages;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@Controller
@RequestMapping("/manage/{marketCode}/devices/{serial}")
class DevicePage {
    /** A link that is up but has said nothing for so long is shown as silent. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(10);

    private final MarketDoor door;
    private final Devices devices;
    private final DeviceDesk desk;
    private final DeviceLinks links;
    private final Stalls stalls;
    private final Listening listening;
    private final LivePages pages;
    private final Clock clock;

    DevicePage(
            MarketDoor door,
            Devices devices,
            DeviceDesk desk,
            DeviceLinks links,
            Stalls stalls,
            Listening listening,
            LivePages pages,
            Clock clock) {
        this.door = door;
        this.devices = devices;
        this.desk = desk;
        this.links = links;
        this.stalls = stalls;
        this.listening = listening;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    @MarketStaff
    String page(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            @RequestParam(required = false) @Nullable String listen,
            Model model) {
        Market market = door.enter(person, marketCode);
        Device device = device(market, serial);
        show(market, device, model);
        model.addAttribute("settings", settings(device));
        model.addAttribute("manages", MarketDevicesPage.managesDevices(person));
        model.addAttribute("listens", listen != null && listening.ear(device) != null);
        model.addAttribute("minutes", Listening.LASTS.toMinutes());
        return "report/device";
    }

    /** The part of the page that moves. */
    @GetMapping("/live")
    @MarketStaff
    String live(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            Model model) {
        Market market = door.enter(person, marketCode);
        show(market, device(market, serial), model);
        return "report/device :: live";
    }

    @PostMapping("/listen")
    @MarketManager
    String listen(
            @AuthenticationPrincipal Person person, @PathVariable String marketCode, @PathVariable String serial) {
        Market market = door.enter(person, marketCode);
        Device device = device(market, serial);
        listening.begin(device);
        desk.listens(person, device);
        return "redirect:/manage/" + market.code() + "/devices/" + device.serial() + "?listen#listen";
    }

    @PostMapping("/listen/end")
    @MarketManager
    String stopListening(
            @AuthenticationPrincipal Person person, @PathVariable String marketCode, @PathVariable String serial) {
        Market market = door.enter(person, marketCode);
        Device device = device(market, serial);
        listening.end(device);
        return "redirect:/manage/" + market.code() + "/devices/" + device.serial();
    }

    @GetMapping(path = "/heard", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @MarketManager
    SseEmitter heard(
            @AuthenticationPrincipal Person person, @PathVariable String marketCode, @PathVariable String serial) {
        Market market = door.enter(person, marketCode);
        return pages.open(Listening.topic(device(market, serial)));
    }

    private void show(Market market, Device device, Model model) {
        Instant now = clock.instant();
        Optional<LinkLive> live = links.live(device);
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("device", device);
        model.addAttribute("live", live.orElse(null));
        model.addAttribute(
                "why", live.map(known -> DownReason.of(known.state().detail())).orElse(DownReason.OTHER));
        model.addAttribute(
                "silent",
                live.map(LinkLive::state)
                        .filter(state -> state.up() && isSilent(state.lastByteAt(), state.since(), now))
                        .isPresent());
        model.addAttribute(
                "sentAway",
                links.sentAway().stream()
                        .filter(visitor -> visitor.serial().equals(device.serial()))
                        .limit(5)
                        .toList());
        model.addAttribute(
                "stallNo",
                device.stallId() == null
                        ? null
                        : stalls.byId(market.marketId(), device.stallId()).stallNo());
    }

    private static boolean isSilent(@Nullable Instant lastByteAt, Instant since, Instant now) {
        Instant last = lastByteAt == null || lastByteAt.isBefore(since) ? since : lastByteAt;
        return Duration.between(last, now).compareTo(SILENT_AFTER) > 0;
    }

    private List<SettingLine> settings(Device device) {
        Map<String, String> set = device.settings();
        Optional<ProtocolOffer> protocol = desk.protocol(device.kind(), device.protocol());
        List<SettingOffer> offered =
                protocol.map(offer -> desk.settings(offer, device.link())).orElse(List.of());
        return SettingLine.of(offered, set);
    }

    private Device device(Market market, String serial) {
        return devices.bySerial(serial)
                .filter(device -> device.marketId() == market.marketId())
                .orElseThrow(() -> new NotFound("device " + serial));
    }
}
