/** A market's edge boxes on a page: register one, see how it is doing, hang scales on it. */
package org.caishi.edge;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkState;
import org.caishi.device.NewDevice;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/manage/{marketCode}/edges")
class EdgesPage {
    /** As the device API calls an edge. */
    private static final String PROTOCOL = "caishi-edge";

    private static final int MOST_SCALES = 2_000;

    private final MarketDoor door;
    private final Devices devices;
    private final DeviceLinks links;
    private final EdgeNewsDesk news;
    private final AuditTrail audit;
    private final MessageSource words;

    EdgesPage(
            MarketDoor door,
            Devices devices,
            DeviceLinks links,
            EdgeNewsDesk news,
            AuditTrail audit,
            MessageSource words) {
        this.door = door;
        this.devices = devices;
        this.links = links;
        this.news = news;
        this.audit = audit;
        this.words = words;
    }

    /**
     * An edge and how it is doing.
     *
     * @param detail what it last told of itself; empty when it is not there
     * @param refused sales that it has set aside because they were refused
     */
    record EdgeLine(Device device, boolean up, String detail, int scales, int refused) {}

    /** A scale that can hang on an edge, with its edge if it has one. */
    record ScaleLine(Device device, @Nullable Device edge, boolean up, String detail) {}

    @MarketStaff
    @GetMapping
    String list(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        List<Device> all = devices.of(market.marketId());
        Map<Long, Device> edgeOf = new TreeMap<>();
        List<EdgeLine> edges = all.stream()
                .filter(device -> device.kind() == DeviceKind.EDGE)
                .map(edge -> line(edge, edgeOf))
                .toList();
        model.addAttribute("market", market);
        model.addAttribute("edges", edges);
        model.addAttribute(
                "scales",
                all.stream()
                        .filter(device -> device.kind() == DeviceKind.SCALE && HungScales.canBeReached(device.link()))
                        .sorted(Comparator.comparing(Device::serial))
                        .limit(MOST_SCALES)
                        .map(scale -> line(scale, edgeOf.get(scale.deviceId())))
                        .toList());
        return "edge/edges";
    }

    @MarketManager
    @PostMapping
    String register(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam String serial,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        try {
            Device edge = devices.register(new NewDevice(
                    market.marketId(),
                    serial.strip(),
                    DeviceKind.EDGE,
                    "",
                    "",
                    PROTOCOL,
                    LinkKind.HTTP,
                    "",
                    Map.of(),
                    null,
                    null,
                    null));
            audit.record(market.marketId(), person, "edge.register", "device " + edge.serial(), "");
            next.addFlashAttribute("newSerial", edge.serial());
            next.addFlashAttribute("newKey", devices.keyText(edge));
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", words.getMessage(wrong.messageKey(), wrong.arguments(), locale));
        }
        return back(market);
    }

    /** @param edge the edge's serial; empty: the product keeps the scale's link itself */
    @MarketManager
    @PostMapping("/hang")
    String hang(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam long scale,
            @RequestParam(defaultValue = "") String edge,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        Device hung = devices.byId(market.marketId(), scale);
        Optional<Device> chosen = devices.bySerial(edge);
        try {
            if (edge.isEmpty()) {
                devices.unhang(hung);
            } else {
                devices.hang(hung, chosen.orElseThrow(() -> new BadInput("device.edge.other", hung.serial(), edge)));
            }
            audit.record(market.marketId(), person, "edge.hang", "device " + hung.serial(), edge);
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", words.getMessage(wrong.messageKey(), wrong.arguments(), locale));
        }
        return back(market);
    }

    /** Once the cause is mended, what was refused for it is offered again. */
    @MarketManager
    @PostMapping("/offer-again")
    String offerAgain(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam String edge,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        Device asked = devices.bySerial(edge)
                .filter(device -> device.marketId() == market.marketId() && device.kind() == DeviceKind.EDGE)
                .orElseThrow(() -> new NotFound("edge " + edge));
        news.offerAgain(asked);
        audit.record(market.marketId(), person, "edge.offer", "device " + asked.serial(), "");
        next.addFlashAttribute("askedSerial", asked.serial());
        return back(market);
    }

    private EdgeLine line(Device edge, Map<Long, Device> edgeOf) {
        List<Device> scales = devices.onEdge(edge);
        scales.forEach(scale -> edgeOf.put(scale.deviceId(), edge));
        Optional<LinkState> link = links.of(edge);
        return new EdgeLine(
                edge,
                link.map(LinkState::up).orElse(false),
                link.map(LinkState::detail).orElse(""),
                scales.size(),
                news.refused(edge));
    }

    private ScaleLine line(Device scale, @Nullable Device edge) {
        Optional<LinkState> link = links.of(scale);
        return new ScaleLine(
                scale,
                edge,
                link.map(LinkState::up).orElse(false),
                link.map(LinkState::detail).orElse(""));
    }

    private static String back(Market market) {
        return "redirect:/manage/" + market.code() + "/edges";
    }
}
