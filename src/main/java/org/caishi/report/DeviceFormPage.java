/** Where a manager registers a device, changes it, and takes it out of use. */
package org.caishi.report;

import java.util.Arrays;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceChange;
import org.caishi.device.DeviceDesk;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.device.ProtocolOffer;
import org.caishi.identity.MarketManager;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
@MarketManager
class DeviceFormPage {
    private static final String PAGE = "report/device-form";

    private final MarketDoor door;
    private final Devices devices;
    private final DeviceDesk desk;
    private final Stalls stalls;

    DeviceFormPage(MarketDoor door, Devices devices, DeviceDesk desk, Stalls stalls) {
        this.door = door;
        this.devices = devices;
        this.desk = desk;
        this.stalls = stalls;
    }

    @GetMapping("/manage/{marketCode}/devices/new")
    ModelAndView fresh(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam Map<String, String> fields) {
        Market market = door.enter(person, marketCode);
        return form(market, DeviceForm.fresh(fields, desk));
    }

    /** Its key is shown in this answer and nowhere else, so the answer is no redirect and is kept by nobody. */
    @PostMapping("/manage/{marketCode}/devices")
    ModelAndView register(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam Map<String, String> fields) {
        Market market = door.enter(person, marketCode);
        DeviceForm form = DeviceForm.fresh(fields, desk);
        try {
            Device device = desk.register(
                    person,
                    new NewDevice(
                            market.marketId(),
                            form.serial(),
                            form.kind(),
                            form.maker(),
                            form.model(),
                            form.protocol(),
                            form.link(),
                            form.address(),
                            form.settings(),
                            stallId(market, form),
                            null,
                            null));
            ModelAndView done = new ModelAndView("report/device-registered");
            done.addObject("market", market);
            done.addObject("device", device);
            done.addObject("key", devices.keyText(device));
            return done;
        } catch (BadInput wrong) {
            return wrong(market, form, wrong);
        }
    }

    @GetMapping("/manage/{marketCode}/devices/{serial}/edit")
    ModelAndView edit(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            @RequestParam Map<String, String> fields) {
        Market market = door.enter(person, marketCode);
        Device device = device(market, serial);
        return form(market, DeviceForm.of(device, stallNo(market, device), fields, desk));
    }

    @PostMapping("/manage/{marketCode}/devices/{serial}/edit")
    ModelAndView change(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            @RequestParam Map<String, String> fields) {
        Market market = door.enter(person, marketCode);
        Device device = device(market, serial);
        DeviceForm form = DeviceForm.of(device, stallNo(market, device), fields, desk);
        try {
            desk.change(
                    person,
                    device,
                    new DeviceChange(
                            form.maker(),
                            form.model(),
                            form.protocol(),
                            form.link(),
                            form.address(),
                            form.settings(),
                            stallId(market, form)));
            return new ModelAndView("redirect:/manage/" + market.code() + "/devices/" + device.serial());
        } catch (BadInput wrong) {
            return wrong(market, form, wrong);
        }
    }

    @PostMapping("/manage/{marketCode}/devices/{serial}/retire")
    String retire(
            @AuthenticationPrincipal Person person, @PathVariable String marketCode, @PathVariable String serial) {
        Market market = door.enter(person, marketCode);
        desk.retire(person, device(market, serial));
        return "redirect:/manage/" + market.code() + "/devices";
    }

    private ModelAndView form(Market market, DeviceForm form) {
        ModelAndView page = new ModelAndView(PAGE);
        page.addObject("market", market);
        page.addObject("form", form);
        page.addObject(
                "kinds",
                Arrays.stream(DeviceKind.values())
                        .filter(kind -> !desk.protocols(kind).isEmpty())
                        .toList());
        page.addObject("protocols", desk.protocols(form.kind()));
        page.addObject(
                "links",
                Arrays.stream(LinkKind.values())
                        .filter(link -> form.links().contains(link))
                        .toList());
        page.addObject("addressed", isAddressed(form));
        page.addObject("stalls", stalls.of(market.marketId()));
        return page;
    }

    private ModelAndView wrong(Market market, DeviceForm form, BadInput wrong) {
        ModelAndView page = form(market, form);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        page.addObject("wrong", wrong.messageKey());
        page.addObject("arguments", wrong.arguments());
        return page;
    }

    private Device device(Market market, String serial) {
        return devices.bySerial(serial)
                .filter(device -> device.marketId() == market.marketId())
                .orElseThrow(() -> new NotFound("device " + serial));
    }

    private String stallNo(Market market, Device device) {
        return device.stallId() == null
                ? ""
                : stalls.byId(market.marketId(), device.stallId()).stallNo();
    }

    private @Nullable Long stallId(Market market, DeviceForm form) {
        return form.stallNo().isEmpty()
                ? null
                : stalls.byNo(market.marketId(), form.stallNo())
                        .orElseThrow(() -> new BadInput("device.stall.unknown", form.stallNo()))
                        .stallId();
    }

    /** Whether the product must know where to find the device. */
    private boolean isAddressed(DeviceForm form) {
        return switch (form.link()) {
            case SERIAL, TCP_IN, TCP_OUT -> true;
            case HTTP ->
                desk.protocol(form.kind(), form.protocol())
                        .map(ProtocolOffer::posted)
                        .orElse(false);
            case MQTT -> false;
        };
    }
}
