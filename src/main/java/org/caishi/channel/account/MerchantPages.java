/** Vendors' sub-merchant numbers at the channels: the market's list, and one vendor's page on which they are entered and stopped. */
package org.caishi.channel.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.Merchants;
import org.caishi.channel.VendorNumber;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Vendor;
import org.caishi.market.Vendors;
import org.caishi.platform.BadInput;
import org.caishi.platform.Transactions;
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
@RequestMapping("/manage/{marketCode}/merchants")
class MerchantPages {
    /** Those at which a vendor has a number. */
    static final List<ChannelName> CHANNELS = List.of(ChannelName.WECHAT, ChannelName.ALIPAY, ChannelName.UNIONPAY);

    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_-]{4,40}");

    private final MarketDoor door;
    private final Vendors vendors;
    private final Merchants merchants;
    private final Channels channels;
    private final AccountShelf accounts;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final MessageSource words;

    MerchantPages(
            MarketDoor door,
            Vendors vendors,
            Merchants merchants,
            Channels channels,
            AccountShelf accounts,
            AuditTrail audit,
            Transactions transactions,
            MessageSource words) {
        this.door = door;
        this.vendors = vendors;
        this.merchants = merchants;
        this.channels = channels;
        this.accounts = accounts;
        this.audit = audit;
        this.transactions = transactions;
        this.words = words;
    }

    record VendorLine(Vendor vendor, List<VendorNumber> numbers) {
        public @Nullable VendorNumber at(ChannelName channel) {
            return numbers.stream()
                    .filter(number -> number.channel() == channel)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * @param account the name of the contract that the number belongs to; empty for the environment's
     * @param usable whether money can be taken by it now
     */
    record NumberLine(ChannelName channel, @Nullable VendorNumber number, String account, boolean usable) {}

    @MarketStaff
    @GetMapping
    String list(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        Map<Long, List<VendorNumber>> numbers =
                merchants.of(market.marketId()).stream().collect(Collectors.groupingBy(VendorNumber::vendorId));
        model.addAttribute("market", market);
        model.addAttribute("channels", CHANNELS);
        model.addAttribute(
                "lines",
                vendors.of(market.marketId()).stream()
                        .map(vendor -> new VendorLine(vendor, numbers.getOrDefault(vendor.vendorId(), List.of())))
                        .toList());
        return "channel/merchants";
    }

    @MarketStaff
    @GetMapping("/{vendorId}")
    String one(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long vendorId,
            Model model) {
        Market market = door.enter(person, marketCode);
        Vendor vendor = vendors.byId(market.marketId(), vendorId);
        model.addAttribute("market", market);
        model.addAttribute("vendor", vendor);
        model.addAttribute("lines", lines(vendor));
        model.addAttribute("mayChange", person.role() == Role.OPERATOR || person.role() == Role.MANAGER);
        return "channel/merchant";
    }

    @MarketManager
    @PostMapping("/{vendorId}")
    String register(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long vendorId,
            @RequestParam ChannelName channel,
            @RequestParam String merchantNo,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        Vendor vendor = vendors.byId(market.marketId(), vendorId);
        return done(market, vendor, locale, next, () -> {
            String number = checkedNumber(merchantNo);
            demandChannel(channel);
            Optional<VendorNumber> before = number(vendor, channel);
            merchants.register(market.marketId(), vendorId, channel, number);
            record(
                    person,
                    vendor,
                    "put",
                    channel + " " + number
                            + before.map(old -> ", was " + old.merchantNo()).orElse(""));
        });
    }

    @MarketManager
    @PostMapping("/{vendorId}/state")
    String state(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long vendorId,
            @RequestParam ChannelName channel,
            @RequestParam VendorNumber.State state,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        Vendor vendor = vendors.byId(market.marketId(), vendorId);
        return done(market, vendor, locale, next, () -> {
            VendorNumber before = number(vendor, channel).orElseThrow(() -> new BadInput("channel.merchant.none"));
            merchants.put(market.marketId(), vendorId, channel, state);
            record(person, vendor, state.name(), channel + " " + before.merchantNo());
        });
    }

    /**
     * A sub-merchant's number as typed.
     *
     * @throws BadInput when it cannot be one
     */
    static String checkedNumber(String typed) {
        String number = typed.strip();
        if (!NUMBER.matcher(number).matches()) {
            throw new BadInput("channel.merchant.wrong");
        }
        return number;
    }

    static void demandChannel(ChannelName channel) {
        if (!CHANNELS.contains(channel)) {
            throw new BadInput("channel.account.channel.unknown");
        }
    }

    private List<NumberLine> lines(Vendor vendor) {
        Map<Long, String> names =
                accounts.all().stream().collect(Collectors.toMap(AccountRow::accountId, AccountRow::name));
        List<NumberLine> lines = new ArrayList<>();
        for (ChannelName channel : CHANNELS) {
            VendorNumber number = number(vendor, channel).orElse(null);
            long accountId = number == null ? ChannelAccount.ENVIRONMENT : number.accountId();
            boolean usable = number != null
                    && number.state() == VendorNumber.State.ACTIVE
                    && channels.charging(vendor.marketId(), channel, accountId).isPresent();
            lines.add(new NumberLine(channel, number, names.getOrDefault(accountId, ""), usable));
        }
        return lines;
    }

    private Optional<VendorNumber> number(Vendor vendor, ChannelName channel) {
        return merchants.of(vendor.marketId(), vendor.vendorId()).stream()
                .filter(number -> number.channel() == channel)
                .findFirst();
    }

    private void record(Person person, Vendor vendor, String what, String detail) {
        audit.record(
                vendor.marketId(),
                person,
                "vendor.merchant." + what.toLowerCase(Locale.ROOT),
                "vendor " + vendor.vendorId(),
                detail);
    }

    private String done(Market market, Vendor vendor, Locale locale, RedirectAttributes next, Runnable act) {
        try {
            transactions.run(act);
            next.addFlashAttribute("said", words.getMessage("channel.merchant.saved", null, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", words.getMessage(wrong.messageKey(), wrong.arguments(), locale));
        }
        return "redirect:/manage/" + market.code() + "/merchants/" + vendor.vendorId();
    }
}
