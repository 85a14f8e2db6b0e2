/** Learns the payer's id: the browser goes to Alipay, comes back with a code, and the code is exchanged once. */
package org.caishi.channel.alipay;

import com.alipay.api.request.AlipaySystemOauthTokenRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caishi.channel.PayerSignIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** No line of log here holds a code, an id or an answer. */
final class AlipaySignIn implements PayerSignIn {
    private static final Logger log = LoggerFactory.getLogger(AlipaySignIn.class);
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final AlipayContract contract;
    private final AlipayConnection gateway;

    AlipaySignIn(AlipayContract contract, AlipayConnection gateway) {
        this.contract = contract;
        this.gateway = gateway;
    }

    @Override
    public URI authorize(URI returnTo, String state) {
        return URI.create(contract.authorizeUrl() + "/oauth2/publicAppAuthorize.htm?app_id="
                + encoded(contract.appId()) + "&scope=auth_base&redirect_uri=" + encoded(returnTo.toString())
                + "&state=" + encoded(state));
    }

    @Override
    public String codeParameter() {
        return "auth_code";
    }

    /** Newer applications are told an open id, older ones the user's number; an order takes either. */
    @Override
    public Optional<String> payerId(String code) {
        if (!CODE.matcher(code).matches()) {
            return Optional.empty();
        }
        AlipaySystemOauthTokenRequest request = new AlipaySystemOauthTokenRequest();
        request.setGrantType("authorization_code");
        request.setCode(code);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given -> id(given);
            case AlipayAnswer.Refused refused -> none(refused.code());
            case AlipayAnswer.Silent(String why) -> none(why);
        };
    }

    private static Optional<String> id(AlipayAnswer.Given given) {
        String userId = given.text("user_id");
        String id = userId.isEmpty() ? given.text("open_id") : userId;
        return ID.matcher(id).matches() ? Optional.of(id) : none("an answer without one");
    }

    private static Optional<String> none(String why) {
        log.warn("Alipay gave no payer's id: {}; the payer can scan again", why);
        return Optional.empty();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
