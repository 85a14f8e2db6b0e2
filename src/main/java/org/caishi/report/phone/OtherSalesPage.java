/** 标签与手工: a sale by the barcodes of a label scale, or typed where no scale can be believed. */
package org.caishi.report.phone;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.caishi.catalog.Goods;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.platform.BadInput;
import org.caishi.scale.HandSale;
import org.caishi.scale.Weighings;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class OtherSalesPage {
    private static final int LONGEST = 1_000;

    private final Stands stands;
    private final Goods goods;
    private final Weighings weighings;
    private final MessageSource messages;

    OtherSalesPage(Stands stands, Goods goods, Weighings weighings, MessageSource messages) {
        this.stands = stands;
        this.goods = goods;
        this.weighings = weighings;
        this.messages = messages;
    }

    @VendorOnly
    @GetMapping("/vendor/weigh")
    String page(@AuthenticationPrincipal Person person, Model model) {
        Stand stand = stands.of(person);
        model.addAttribute("stand", stand);
        model.addAttribute("goods", goods.of(stand.marketId(), stand.vendorId()));
        model.addAttribute("tap", UUID.randomUUID().toString());
        return "vendor/weigh";
    }

    /** A scanner types one label a line. */
    @VendorOnly
    @PostMapping("/vendor/weigh/labels")
    String labels(
            @AuthenticationPrincipal Person person,
            @RequestParam String tap,
            @RequestParam(defaultValue = "") String codes,
            Locale language,
            Model model) {
        return taken(person, language, model, () -> weighings.sellByLabel(person, tap, split(codes)));
    }

    /** The typed weight counts; an amount only where there is no weight. */
    @VendorOnly
    @PostMapping("/vendor/weigh/hand")
    String hand(
            @AuthenticationPrincipal Person person,
            @RequestParam String tap,
            @RequestParam(required = false) @Nullable Long goodId,
            @RequestParam(defaultValue = "") String weight,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String amount,
            Locale language,
            Model model) {
        model.addAttribute("typedWeight", weight);
        model.addAttribute("typedUnit", unit);
        model.addAttribute("typedAmount", amount);
        return taken(
                person,
                language,
                model,
                () -> weighings.sellByHand(person, tap, typed(goodId, weight, PriceUnit.of(unit), amount)));
    }

    private String taken(Person person, Locale language, Model model, Runnable sale) {
        try {
            sale.run();
            return "redirect:/vendor";
        } catch (BadInput refused) {
            model.addAttribute("refused", messages.getMessage(refused.messageKey(), refused.arguments(), language));
            return page(person, model);
        }
    }

    private static List<String> split(String codes) {
        String text = codes.length() <= LONGEST ? codes : codes.substring(0, LONGEST);
        return Arrays.stream(text.strip().split("[\\s,，;；]+"))
                .filter(code -> !code.isEmpty())
                .toList();
    }

    private static HandSale typed(@Nullable Long goodId, String weight, PriceUnit unit, String amount) {
        if (weight.isBlank() && !amount.isBlank()) {
            return new HandSale.OfAmount(goodId, money(amount));
        }
        return switch (TypedWeight.of(weight, unit)) {
            case TypedWeight.Refused(String messageKey) -> throw new BadInput(messageKey);
            case TypedWeight.Typed(var net) -> {
                if (!amount.isBlank()) {
                    throw new BadInput("vendor.hand.one");
                }
                if (goodId == null) {
                    throw new BadInput("vendor.hand.good");
                }
                yield new HandSale.OfWeight(goodId, net);
            }
        };
    }

    private static Money money(String typed) {
        try {
            return Money.parseYuan(typed.strip());
        } catch (IllegalArgumentException unreadable) {
            throw new BadInput("vendor.cash.unreadable");
        }
    }
}
