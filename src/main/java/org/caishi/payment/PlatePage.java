/** What a consumer sees after scanning a plate: the stall, the amount, one button; and where the order is opened. */
package org.caishi.payment;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.Payer;
import org.caishi.channel.PayerSignIn;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.Scene;
import org.caishi.identity.Anyone;
import org.caishi.market.PlateHolder;
import org.caishi.market.Plates;
import org.caishi.payment.Checkout.OpenedOrder;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.QrCode;
import org.caishi.scale.Weighing;
import org.caishi.scale.Weighings;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
class PlatePage {
    private static final String REDIRECT = "redirect:";

    private final Plates plates;
    private final Weighings weighings;
    private final Channels channels;
    private final Checkout checkout;
    private final PayerSession payer;
    private final SimulatedWallets simulated;
    private final Money staticLimit;

    PlatePage(
            Plates plates,
            Weighings weighings,
            Channels channels,
            Checkout checkout,
            PayerSession payer,
            SimulatedWallets simulated,
            @Value("${caishi.payment.static-limit:500}") String staticLimit) {
        this.plates = plates;
        this.weighings = weighings;
        this.channels = channels;
        this.checkout = checkout;
        this.payer = payer;
        this.simulated = simulated;
        this.staticLimit = Money.parseYuan(staticLimit);
    }

    @Anyone
    @GetMapping("/q/{token}")
    String page(
            @PathVariable String token,
            @RequestHeader(value = "User-Agent", required = false) @Nullable String userAgent,
            HttpServletRequest request,
            Model model) {
        PlateHolder holder = holder(token);
        long marketId = holder.market().marketId();
        Optional<ChannelName> wallet = wallet(marketId, userAgent);
        Optional<PayerSignIn> signIn = wallet.flatMap(name -> signIn(holder, name));
        if (signIn.isPresent()
                && payer.known(request, wallet.orElseThrow(), signIn.get()).isEmpty()) {
            if (!payer.comesBack(request, signIn.get())) {
                return REDIRECT + payer.ask(request, signIn.get(), "/q/" + token);
            }
            payer.remember(request, signIn.get(), wallet.orElseThrow());
            return REDIRECT + "/q/" + token;
        }
        show(model, holder, wallet);
        return "payment/pay";
    }

    @Anyone
    @ResponseBody
    @PostMapping(value = "/q/{token}/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    Opened open(
            @PathVariable String token,
            @RequestParam Map<String, String> form,
            @RequestHeader(value = "User-Agent", required = false) @Nullable String userAgent,
            HttpServletRequest request) {
        OpenedOrder order = order(token, form, userAgent, request);
        return new Opened(
                order.number().toString(),
                order.amount().fen(),
                order.channel(),
                state(order.result()),
                pay(order.result()));
    }

    /** The same as JSON in a body, for whoever prefers to send it so. */
    @Anyone
    @ResponseBody
    @PostMapping(
            value = "/q/{token}/orders",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Opened openByJson(
            @PathVariable String token,
            @RequestBody Map<String, String> body,
            @RequestHeader(value = "User-Agent", required = false) @Nullable String userAgent,
            HttpServletRequest request) {
        return open(token, body, userAgent, request);
    }

    /** Without scripts: the order is opened and its own page takes over. */
    @Anyone
    @PostMapping(value = "/q/{token}/orders", produces = MediaType.TEXT_HTML_VALUE)
    String openByForm(
            @PathVariable String token,
            @RequestParam Map<String, String> form,
            @RequestHeader(value = "User-Agent", required = false) @Nullable String userAgent,
            HttpServletRequest request,
            Model model) {
        try {
            return next(order(token, form, userAgent, request), model);
        } catch (BadInput wrong) {
            PlateHolder holder = holder(token);
            show(model, holder, wallet(holder.market().marketId(), userAgent));
            model.addAttribute("wrong", wrong.messageKey());
            model.addAttribute("wrongArguments", wrong.arguments());
            return "payment/pay";
        }
    }

    /** Where the payer goes from here: into the wallet, to a code to scan, or to the order's own page. */
    private String next(OpenedOrder order, Model model) {
        String status = "/q/orders/" + order.number();
        return switch (order.result()) {
            case ChargeResult.Waiting(var parameters) -> {
                Optional<String> phone = simulated.page(order.channel(), parameters);
                if (phone.isPresent()) {
                    yield REDIRECT + phone.get() + "?return=" + status;
                }
                if (parameters.containsKey("payUrl")) {
                    yield REDIRECT + parameters.get("payUrl");
                }
                model.addAttribute("order", order);
                model.addAttribute("pay", parameters);
                String code = parameters.get("codeUrl");
                if (code != null) {
                    model.addAttribute("code", QrCode.of(code));
                    simulated.abroad(order.channel(), code).ifPresent(page -> model.addAttribute("abroad", page));
                    yield "payment/code";
                }
                yield "payment/cashier";
            }
            case ChargeResult.Declined(String code, String words) -> throw new BadInput("payment.declined", words);
            case ChargeResult.Paid paid -> REDIRECT + status;
            case ChargeResult.Unknown unknown -> REDIRECT + status;
        };
    }

    /** The answer to a program that opens an order; {@code pay} is what the wallet needs. */
    record Opened(String orderNo, long amountFen, ChannelName channel, OrderState state, Map<String, String> pay) {}

    private OpenedOrder order(
            String token, Map<String, String> form, @Nullable String userAgent, HttpServletRequest request) {
        PlateHolder holder = holder(token);
        long marketId = holder.market().marketId();
        Optional<ChannelName> wallet = wallet(marketId, userAgent);
        boolean fromAbroad = "emvco".equalsIgnoreCase(form.get("scene"));
        ChannelName channel = wallet.orElseGet(
                () -> fromAbroad ? fromAbroad(marketId, form.get("channel")) : chosen(marketId, form.get("channel")));
        Optional<String> payerId =
                wallet.flatMap(name -> signIn(holder, name).flatMap(signIn -> payer.known(request, name, signIn)));
        String weighing = form.getOrDefault("weighing", "");
        Weighing waiting = weighing.isBlank() ? null : waiting(holder, weighing);
        Money amount = waiting == null ? typed(form.get("amount")) : waiting.total();
        return checkout.open(new Checkout.Request(
                holder,
                amount,
                waiting == null ? null : waiting.weighingId(),
                channel,
                scene(payerId.isPresent(), amount, fromAbroad),
                new Payer(payerId.orElse(null), null, request.getRemoteAddr())));
    }

    /**
     * Above the limit of static codes (银发〔2017〕296号: ¥500 a payer and day) a code is shown that serves once. The channels
     * watch the payer's day; what we see is the single payment.
     */
    private Scene scene(boolean payerKnown, Money amount, boolean fromAbroad) {
        if (fromAbroad) {
            return Scene.EMVCO;
        }
        boolean tooMuch = staticLimit.isPositive() && amount.compareTo(staticLimit) > 0;
        return payerKnown && !tooMuch ? Scene.JSAPI : Scene.NATIVE;
    }

    private Weighing waiting(PlateHolder holder, String weighing) {
        if (!weighing.matches("\\d{1,19}")) {
            throw new BadInput("payment.weighing.gone");
        }
        return weighings
                .byId(holder.market().marketId(), Long.parseLong(weighing))
                .filter(found -> found.stallId() == holder.stall().stallId())
                .filter(found -> found.state() == Weighing.State.WAITING)
                .orElseThrow(() -> new BadInput("payment.weighing.gone"));
    }

    private ChannelName chosen(long marketId, @Nullable String channel) {
        if (channel == null || channel.isBlank()) {
            return channels.configured(marketId).stream()
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new BadInput("payment.wallet.none"));
        }
        return channels.configured(marketId).stream()
                .filter(name -> name.name().equalsIgnoreCase(channel))
                .findFirst()
                .orElseThrow(() -> new BadInput("payment.wallet.unknown"));
    }

    /** Whoever scans with a wallet from abroad chooses no channel: one takes it, or none. */
    private ChannelName fromAbroad(long marketId, @Nullable String channel) {
        return channel == null || channel.isBlank()
                ? takesWalletsFromAbroad(marketId).orElseThrow(() -> new BadInput("payment.wallet.unknown"))
                : chosen(marketId, channel);
    }

    private Optional<ChannelName> takesWalletsFromAbroad(long marketId) {
        return channels.configured(marketId).stream()
                .filter(name -> channels.of(marketId, name)
                        .filter(channel -> channel.scenes().contains(Scene.EMVCO))
                        .isPresent())
                .findFirst();
    }

    private Optional<PayerSignIn> signIn(PlateHolder holder, ChannelName wallet) {
        return checkout.channel(holder, wallet).flatMap(PaymentChannel::signIn);
    }

    /** The wallet whose browser this is, if the market takes it. */
    private Optional<ChannelName> wallet(long marketId, @Nullable String userAgent) {
        return WalletBrowser.of(userAgent).filter(channels.configured(marketId)::contains);
    }

    private void show(Model model, PlateHolder holder, Optional<ChannelName> wallet) {
        model.addAttribute("holder", holder);
        model.addAttribute("wallet", wallet.map(Enum::name).orElse(""));
        model.addAttribute(
                "wallets",
                channels.configured(holder.market().marketId()).stream()
                        .sorted()
                        .toList());
        model.addAttribute(
                "abroad", takesWalletsFromAbroad(holder.market().marketId()).isPresent());
        model.addAttribute("simulated", !simulated.isEmpty());
        weighings
                .waiting(holder.market().marketId(), holder.stall().stallId())
                .ifPresent(weighing -> model.addAttribute("weighing", weighing));
    }

    private PlateHolder holder(String token) {
        return plates.find(token).orElseThrow(() -> new NotFound("plate"));
    }

    private static Money typed(@Nullable String amount) {
        if (amount == null || amount.isBlank()) {
            throw new BadInput("payment.amount.missing");
        }
        try {
            return Money.parseYuan(amount);
        } catch (IllegalArgumentException e) {
            throw new BadInput("payment.amount.unreadable");
        }
    }

    private static OrderState state(ChargeResult result) {
        return switch (result) {
            case ChargeResult.Declined declined -> OrderState.CLOSED;
            case ChargeResult.Waiting waiting -> OrderState.WAITING;
            case ChargeResult.Paid paid -> OrderState.WAITING;
            case ChargeResult.Unknown unknown -> OrderState.WAITING;
        };
    }

    private static Map<String, String> pay(ChargeResult result) {
        return switch (result) {
            case ChargeResult.Waiting(var parameters) -> parameters;
            case ChargeResult.Declined(String code, String words) -> Map.of("declined", words);
            case ChargeResult.Paid paid -> Map.of();
            case ChargeResult.Unknown unknown -> Map.of("unknown", "ask again");
        };
    }
}
