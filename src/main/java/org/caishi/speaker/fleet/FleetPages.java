/** The pages of a market's speakers: the list, one speaker with what can be asked of it, and the label scan. */
package org.caishi.speaker.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.KeyChanges;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Markets;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.speaker.CommandKind;
import org.caishi.speaker.CommandWay;
import org.caishi.speaker.fleet.Registration.Registered;
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
@RequestMapping("/manage/{marketCode}")
class FleetPages {
    private final MarketDoor door;
    private final Markets markets;
    private final Stalls stalls;
    private final Fleet fleet;
    private final Registration registration;
    private final Commands commands;
    private final KeyChanges keys;
    private final MessageSource words;
    private final InstantSource clock;

    FleetPages(
            MarketDoor door,
            Markets markets,
            Stalls stalls,
            Fleet fleet,
            Registration registration,
            Commands commands,
            KeyChanges keys,
            MessageSource words,
            InstantSource clock) {
        this.door = door;
        this.markets = markets;
        this.stalls = stalls;
        this.fleet = fleet;
        this.registration = registration;
        this.commands = commands;
        this.keys = keys;
        this.words = words;
        this.clock = clock;
    }

    record CommandLine(SpeakerCommand command, SpeakerCommand.State state, ZonedDateTime at) {}

    @MarketStaff
    @GetMapping("/speakers")
    String list(
            @AuthenticationPrincipal Person person, @PathVariable String marketCode, FleetQuery query, Model model) {
        Market market = door.enter(person, marketCode);
        FleetQuery asked = query.bounded();
        List<FleetLine> all = fleet.lines(market);
        List<FleetLine> found = all.stream().filter(asked::takes).toList();
        int pages = Math.max(1, Math.ceilDiv(found.size(), FleetQuery.PAGE_SIZE));
        int page = Math.min(pages, asked.page() == null ? 1 : asked.page());
        fill(person, market, model);
        model.addAttribute("zones", markets.zones(market.marketId()));
        model.addAttribute("filters", FleetQuery.Only.values());
        model.addAttribute("query", asked);
        model.addAttribute("page", page);
        model.addAttribute("pages", pages);
        model.addAttribute("count", found.size());
        model.addAttribute("total", all.size());
        model.addAttribute("online", all.stream().filter(FleetLine::online).count());
        model.addAttribute(
                "lines",
                found.stream()
                        .skip((page - 1L) * FleetQuery.PAGE_SIZE)
                        .limit(FleetQuery.PAGE_SIZE)
                        .toList());
        return "speaker/fleet";
    }

    @MarketStaff
    @GetMapping("/speakers/{serial}")
    String one(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            Model model) {
        Market market = door.enter(person, marketCode);
        Device speaker = registration.speaker(market, serial);
        Instant now = clock.instant();
        fill(person, market, model);
        model.addAttribute("line", fleet.line(market, speaker));
        model.addAttribute("stalls", stalls.of(market.marketId()));
        model.addAttribute("cannot", cannot(speaker));
        model.addAttribute("kept", CommandWay.to(speaker, CommandKind.VOLUME) == CommandWay.KEPT);
        keys.of(speaker).ifPresent(change -> {
            model.addAttribute(
                    "keyChange",
                    change.state() == KeyChanges.State.OFFERED && !now.isBefore(change.untilAt())
                            ? "LAPSED"
                            : change.state().name());
            model.addAttribute("keyOfferedAt", change.offeredAt().atZone(market.timeZone()));
        });
        List<CommandLine> asked = commands.latest(speaker).stream()
                .map(one -> new CommandLine(one, one.at(now), one.sentAt().atZone(market.timeZone())))
                .toList();
        model.addAttribute("commands", asked);
        model.addAttribute(
                "waiting", asked.stream().anyMatch(one -> one.command().isOpen(now)));
        return "speaker/one";
    }

    /** Why it cannot be asked for what it cannot be asked for, by the command's name. */
    private static Map<String, String> cannot(Device speaker) {
        return Arrays.stream(CommandKind.values())
                .filter(kind -> CommandWay.to(speaker, kind) == CommandWay.NONE)
                .collect(Collectors.toMap(CommandKind::name, kind -> Commands.cannot(speaker, kind)));
    }

    @MarketManager
    @GetMapping("/new-speaker")
    String blank(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        fill(person, market, model);
        model.addAttribute("stalls", stalls.of(market.marketId()));
        model.addAttribute("bank", person.role() == Role.OPERATOR);
        return "speaker/register";
    }

    @MarketManager
    @PostMapping("/new-speaker")
    String register(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String stallNo,
            @RequestParam(defaultValue = "false") boolean take,
            @RequestParam(defaultValue = "") String reason,
            Locale locale,
            Model model,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        try {
            if (take && reason.isBlank()) {
                throw new BadInput("speaker.fleet.take.reason.missing");
            }
            Registered done = registration.register(person, market, code, stallNo, take ? reason : "");
            String said = done.taken() ? "speaker.fleet.taken" : "speaker.fleet.registered";
            next.addFlashAttribute("said", words.getMessage(said, null, locale));
            return back(market, done.speaker().serial());
        } catch (BadInput wrong) {
            model.addAttribute("wrong", say(wrong, locale));
            model.addAttribute("typedStall", stallNo);
            model.addAttribute("typedReason", reason);
            return blank(person, marketCode, model); // the label is not shown again: a key stands on it
        }
    }

    @MarketManager
    @PostMapping("/speakers/{serial}/volume")
    String volume(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            @RequestParam(required = false) @Nullable Integer percent,
            Locale locale,
            RedirectAttributes next) {
        return act(
                person,
                marketCode,
                serial,
                locale,
                next,
                "sent",
                (market, speaker) -> commands.volume(person, market, speaker, percent));
    }

    /** {@code asked}: test, stop or key. */
    @MarketManager
    @PostMapping("/speakers/{serial}/ask")
    String ask(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            @RequestParam String asked,
            Locale locale,
            RedirectAttributes next) {
        return act(person, marketCode, serial, locale, next, "sent", (market, speaker) -> {
            CommandKind kind = switch (asked) {
                case "test" -> CommandKind.TEST;
                case "stop" -> CommandKind.STOP;
                case "key" -> CommandKind.KEY;
                default -> throw new BadInput("common.error.bad-input");
            };
            commands.ask(person, market, speaker, kind);
        });
    }

    @MarketManager
    @PostMapping("/speakers/{serial}/stall")
    String bind(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            @RequestParam(defaultValue = "") String stallNo,
            Locale locale,
            RedirectAttributes next) {
        return act(
                person,
                marketCode,
                serial,
                locale,
                next,
                "saved",
                (market, speaker) -> registration.bind(person, market, speaker, stallNo));
    }

    @MarketManager
    @PostMapping("/speakers/{serial}/retire")
    String retire(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        registration.retire(person, market, registration.speaker(market, serial));
        next.addFlashAttribute("said", words.getMessage("speaker.fleet.retired", new Object[] {serial}, locale));
        return "redirect:/manage/" + market.code() + "/speakers";
    }

    private interface Act {
        void on(Market market, Device speaker);
    }

    private String act(
            Person person,
            String marketCode,
            String serial,
            Locale locale,
            RedirectAttributes next,
            String said,
            Act act) {
        Market market = door.enter(person, marketCode);
        Device speaker = registration.speaker(market, serial);
        try {
            act.on(market, speaker);
            next.addFlashAttribute("said", words.getMessage("speaker.fleet." + said, null, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", say(wrong, locale));
        }
        return back(market, serial);
    }

    private static void fill(Person person, Market market, Model model) {
        model.addAttribute("market", market);
        model.addAttribute("manages", person.role() == Role.MANAGER || person.role() == Role.OPERATOR);
    }

    private String say(BadInput wrong, Locale locale) {
        return words.getMessage(wrong.messageKey(), wrong.arguments(), locale);
    }

    private static String back(Market market, String serial) {
        return "redirect:/manage/" + market.code() + "/speakers/" + serial;
    }
}
