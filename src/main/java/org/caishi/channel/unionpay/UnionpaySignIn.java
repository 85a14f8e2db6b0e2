/** Learns the payer's id: the browser goes to UnionPay, comes back with a code, and the acquirer exchanges it once. */
package org.caishi.channel.unionpay;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.channel.PayerSignIn;
import org.caishi.channel.unionpay.UnionpayAnswer.Silent;
import org.caishi.channel.unionpay.UnionpayAnswer.Told;
import org.caishi.channel.unionpay.UnionpayAnswer.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UnionPay has no parameter for a state of ours: it is part of the address to come back to. No line of log here holds a code
 * or an id.
 */
final class UnionpaySignIn implements PayerSignIn {
    private static final Logger log = LoggerFactory.getLogger(UnionpaySignIn.class);

    /** As wallets and bank apps write themselves at the end of their browser's User-Agent. */
    private static final Pattern APP = Pattern.compile("UnionPay/([0-9.]{1,16}) ([A-Za-z0-9_.-]{1,32})");

    private static final String QUICK_PASS = "UnionPay/1.0 CloudPay";
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9+/=_-]{1,256}");
    private static final Pattern PAYER = Pattern.compile("[A-Za-z0-9+/=_-]{1,128}");

    private final UnionpayContract contract;
    private final UnionpayGateway gateway;

    UnionpaySignIn(UnionpayContract contract, UnionpayGateway gateway) {
        this.contract = contract;
        this.gateway = gateway;
    }

    @Override
    public URI authorize(URI returnTo, String state) {
        return authorize(returnTo, state, QUICK_PASS);
    }

    @Override
    public URI authorize(URI returnTo, String state, String userAgent) {
        String back = returnTo + (returnTo.getRawQuery() == null ? "?" : "&") + "state=" + encoded(state);
        return URI.create(contract.authorizeUrl() + "/qrcGtwWeb-web/api/userAuth?version=1.0.0&appUpIdentifier="
                + encoded(app(userAgent)) + "&redirectUrl=" + encoded(back));
    }

    @Override
    public String codeParameter() {
        return "userAuthCode";
    }

    @Override
    public Optional<String> payerId(String code) {
        return payerId(code, QUICK_PASS);
    }

    @Override
    public Optional<String> payerId(String code, String userAgent) {
        if (!CODE.matcher(code).matches()) {
            return Optional.empty();
        }
        Map<String, String> question = Map.of("userAuthCode", code, "appUpIdentifier", app(userAgent));
        return switch (gateway.ask(UnionpayCall.PAYER, question)) {
            case Told told -> told.verdict() == Verdict.DONE ? payer(told.form()) : none("code " + told.code());
            case Silent(String why) -> none(why);
        };
    }

    /** 云闪付 itself where the browser does not say. */
    static String app(String userAgent) {
        Matcher named = APP.matcher(userAgent);
        return named.find() ? named.group() : QUICK_PASS;
    }

    private static Optional<String> payer(UnionpayForm form) {
        String userId = form.get("userId");
        return PAYER.matcher(userId).matches() ? Optional.of(userId) : none("an id that is none");
    }

    private static Optional<String> none(String why) {
        log.warn("UnionPay gave no payer's id: {}; the payer can scan again", why);
        return Optional.empty();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
