/** Takes orders, and tells, closes and undoes them. */
package org.caishi.simulator.unionpay;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Choice;
import org.caishi.simulator.wallet.Delays;
import org.caishi.simulator.wallet.Faults;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A code that a payer shows has 19 digits that begin with 62, and its last digit decides what the payer's wallet does: 0 to
 * 4 pays at once; 5 is out of date; 6 pays, but the answer is lost (HTTP 500); 7 the payer types a password and pays after 8
 * s (scaled); 8 the payer gives up after 30 s (scaled); 9 has not enough money.
 */
@Component
@SimulatesUnionpay
class UnionpayCounter {
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z]{6,40}");
    private static final Pattern SUB_MERCHANT = Pattern.compile("[0-9A-Za-z]{1,32}");
    private static final Pattern AMOUNT = Pattern.compile("[1-9]\\d{0,11}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:%]{3,45}");
    private static final Pattern CODE = Pattern.compile("62\\d{17}");
    private static final Duration TYPES_PASSWORD = Duration.ofSeconds(8);
    private static final Duration GIVES_UP = Duration.ofSeconds(30);

    private final UnionpayTransactions transactions;
    private final UnionpayCashier cashier;
    private final UnionpayAuthorisation payers;
    private final Delays delays;
    private final SimulatorSettings settings;
    private final Clock clock;

    UnionpayCounter(
            UnionpayTransactions transactions,
            UnionpayCashier cashier,
            UnionpayAuthorisation payers,
            Delays delays,
            SimulatorSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.cashier = cashier;
        this.payers = payers;
        this.delays = delays;
        this.settings = settings;
        this.clock = clock;
    }

    UnionpayMessage order(UnionpayMessage asked) {
        String userId = asked.get("userId");
        if (!payers.isPayer(userId)) {
            throw UnionpayRefusal.field("userId");
        }
        matching(asked, "customerIp", ADDRESS);
        UnionpayTransaction opened = transactions.open(checked(asked, UnionpayOrder.Kind.PAYER, userId));
        return new UnionpayMessage().with("payUrl", wallet(opened));
    }

    UnionpayMessage codeToShow(UnionpayMessage asked) {
        UnionpayTransaction opened = transactions.open(checked(asked, UnionpayOrder.Kind.CODE_TO_SHOW, null));
        return new UnionpayMessage().with("qrCode", wallet(opened));
    }

    UnionpayMessage codeShown(UnionpayMessage asked) {
        String code = matching(asked, "qrNo", CODE);
        UnionpayTransaction opened = transactions.open(checked(asked, UnionpayOrder.Kind.CODE_SHOWN, null));
        if (opened.state() == UnionpayTransaction.State.PAYING) {
            throw UnionpayRefusal.of("02", "付款人支付中");
        }
        String number = opened.number();
        return switch (code.charAt(code.length() - 1)) {
            case '5' -> throw failed(number, "61", "付款码已过期");
            case '6' -> {
                var _ = cashier.decide(number, Choice.PAY);
                throw new UnionpayGate.SilentOnPurpose();
            }
            case '7' -> {
                become(number, UnionpayTransaction.State.PAYING);
                delays.after(TYPES_PASSWORD, () -> {
                    var _ = cashier.decide(number, Choice.PAY);
                });
                throw UnionpayRefusal.of("02", "付款人支付中");
            }
            case '8' -> {
                become(number, UnionpayTransaction.State.PAYING);
                delays.after(GIVES_UP, () -> become(number, UnionpayTransaction.State.FAILED));
                throw UnionpayRefusal.of("02", "付款人支付中");
            }
            case '9' -> throw failed(number, "64", "卡上的余额不足");
            default -> UnionpayAnswers.payment(cashier.decide(number, Choice.PAY), Faults.NONE);
        };
    }

    /** By the number alone, of an order or of a refund. */
    UnionpayMessage query(UnionpayMessage asked) {
        String number = asked.get("orderId");
        Optional<UnionpayTransaction> refunded = transactions.byRefund(number);
        if (refunded.isPresent()) {
            UnionpayTransaction order = own(refunded, asked);
            UnionpayRefund refund = order.refund(number).orElseThrow();
            return UnionpayAnswers.refund(order, refund, Faults.NONE)
                    .with("origRespCode", refund.isDone() ? "00" : "02")
                    .with("origRespMsg", refund.isDone() ? "成功" : "处理中");
        }
        UnionpayTransaction order = own(transactions.find(number), asked);
        return UnionpayAnswers.payment(order, Faults.NONE)
                .with("origRespCode", order.state().code())
                .with("origRespMsg", order.state().words());
    }

    UnionpayMessage close(UnionpayMessage asked) {
        UnionpayTransaction order = own(transactions.find(asked.get("orderId")), asked);
        var _ = transactions.change(order.number(), before -> switch (before.state()) {
            case WAITING -> before.in(UnionpayTransaction.State.CLOSED);
            case CLOSED, FAILED, REVERSED -> before;
            case PAYING, PAID -> throw UnionpayRefusal.state();
        });
        return new UnionpayMessage();
    }

    /** Whatever became of it: afterwards nothing is paid. */
    UnionpayMessage reverse(UnionpayMessage asked) {
        UnionpayTransaction order = own(transactions.find(asked.get("orderId")), asked);
        if (order.order().kind() != UnionpayOrder.Kind.CODE_SHOWN) {
            throw UnionpayRefusal.state();
        }
        become(order.number(), UnionpayTransaction.State.REVERSED);
        return new UnionpayMessage();
    }

    /** The address in which a phone's place is taken by a page. */
    private String wallet(UnionpayTransaction order) {
        return settings.publicUrl() + SimulatesUnionpay.PATH + "/wallet/" + order.ticket();
    }

    private UnionpayTransaction own(Optional<UnionpayTransaction> found, UnionpayMessage asked) {
        return found.filter(order -> order.order().subMerchant().equals(asked.get("subMerId")))
                .orElseThrow(UnionpayRefusal::noSuchTransaction);
    }

    private UnionpayRefusal failed(String number, String code, String words) {
        become(number, UnionpayTransaction.State.FAILED);
        return UnionpayRefusal.of(code, words);
    }

    private void become(String number, UnionpayTransaction.State state) {
        var _ = transactions.change(
                number,
                order -> order.isOpen() || state == UnionpayTransaction.State.REVERSED ? order.in(state) : order);
    }

    private UnionpayOrder checked(UnionpayMessage asked, UnionpayOrder.Kind kind, @Nullable String userId) {
        if (!asked.get("currencyCode").equals(UnionpayAnswers.CURRENCY)) {
            throw UnionpayRefusal.field("currencyCode");
        }
        return new UnionpayOrder(
                matching(asked, "orderId", NUMBER),
                kind,
                matching(asked, "subMerId", SUB_MERCHANT),
                asked.get("orderDesc"),
                asked.get("backUrl"),
                Long.parseLong(matching(asked, "txnAmt", AMOUNT)),
                userId,
                expiry(asked.get("payTimeout")));
    }

    private Instant expiry(String text) {
        try {
            Instant expires = UnionpayTimes.read(text);
            if (expires.isAfter(clock.instant())) {
                return expires;
            }
        } catch (DateTimeException notATime) {
            throw UnionpayRefusal.field("payTimeout");
        }
        throw UnionpayRefusal.field("payTimeout");
    }

    static String matching(UnionpayMessage asked, String name, Pattern form) {
        String value = asked.get(name);
        if (!form.matcher(value).matches()) {
            throw UnionpayRefusal.field(name);
        }
        return value;
    }
}
