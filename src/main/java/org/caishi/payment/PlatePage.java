/** What a consumer sees after scanning a plate: the stall, the amount, one button; and where the order is opened. */
package org.caishi.payment;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.ChargeResult;
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
    private final Payer payer;
    private final boolean simulated;

    PlatePage(
            Plates plates,
            Weighings weighings,
            Channels channels,
            Checkout checkout,
            Payer payer,
            @Value("${caishi.simulator.wechat:false}") boolean simulated) {
        this.plates = plates;
        this.weighings = weighings;
        this.channels = channels;
        this.checkout = checkout;
        this.payer = payer;
        this.simulated = simulated;
    }

    @Anyone
    @GetMapping("/q/{token}")
    String page(
            @PathVariable String token,
            @RequestHeader(value = "User-Agent", required = false) @Nullable String userAgent,
            HttpServletRequest request,
            Model model) {
        PlateHolder holder = holder(token);
        Optional<ChannelName> wallet = wallet(userAgent);
        Optional<PayerSignIn> signIn = wallet.flatMap(channels::by).flatMap(PaymentChannel::signIn);
        if (signIn.isPresent() && payer.known(request, wallet.orElseThrow()).isEmpty()) {
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
            show(model, holder(token), wallet(userAgent));
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
                if (simulated) {
                    yield REDIRECT + simulatedCashier(parameters) + "?return=" + status;
                }
                model.addAttribute("order", order);
                model.addAttribute("pay", parameters);
                if (parameters.containsKey("codeUrl")) {
                    model.addAttribute("code", QrCode.of(parameters.get("codeUrl")));
                    yield "payment/code";
                }
                yield "payment/cashier";
            }
            case ChargeResult.Declined(String code, String words) -> throw new BadInput("payment.declined", words);
            case ChargeResult.Paid paid -> REDIRECT + status;
            case ChargeResult.Unknown unknown -> REDIRECT + status;
        };
    }

    /** The demonstration's page that stands for the phone; both scenes name the same prepaid order. */
    private static String simulatedCashier(Map<String, String> parameters) {
        String codeUrl = parameters.get("codeUrl");
        return codeUrl == null
                ? "/simulator/wechat/wallet/"
                        + parameters.getOrDefault("package", "").replace("prepay_id=", "")
                : URI.create(codeUrl).getPath();
    }

    /** The answer to a program that opens an order; {@code pay} is what the wallet needs. */
    record Opened(String orderNo, long amountFen, ChannelName channel, OrderState state, Map<String, String> pay) {}

    private OpenedOrder order(
            String token, Map<String, String> form, @Nullable String userAgent, HttpServletRequest request) {
        PlateHolder holder = holder(token);
        Optional<ChannelName> wallet = wallet(userAgent);
        ChannelName channel = wallet.orElseGet(() -> chosen(form.get("channel")));
        String payerId = wallet.flatMap(name -> payer.known(request, name)).orElse(null);
        Scene scene = payerId == null ? Scene.NATIVE : Scene.JSAPI;
        String weighing = form.getOrDefault("weighing", "");
        if (weighing.isBlank()) {
            return checkout.open(
                    new Checkout.Request(holder, typed(form.get("amount")), null, channel, scene, payerId));
        }
        Weighing waiting = waiting(holder, weighing);
        return checkout.open(
                new Checkout.Request(holder, waiting.total(), waiting.weighingId(), channel, scene, payerId));
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

    private ChannelName chosen(@Nullable String channel) {
        if (channel == null || channel.isBlank()) {
            return channels.configured().stream()
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new BadInput("payment.wallet.none"));
        }
        return channels.configured().stream()
                .filter(name -> name.name().equalsIgnoreCase(channel))
                .findFirst()
                .orElseThrow(() -> new BadInput("payment.wallet.unknown"));
    }

    /** The wallet whose browser this is, if the market takes it. */
    private Optional<ChannelName> wallet(@Nullable String userAgent) {
        return WalletBrowser.of(userAgent).filter(channels.configured()::contains);
    }

    private void show(Model model, PlateHolder holder, Optional<ChannelName> wallet) {
        model.addAttribute("holder", holder);
        model.addAttribute("wallet", wallet.map(Enum::name).orElse(""));
        model.addAttribute("wallets", channels.configured().stream().sorted().toList());
        model.addAttribute("simulated", simulated);
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
