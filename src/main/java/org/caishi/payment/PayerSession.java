/** Finds out who pays where a channel wants to know first; the id stays in the session, never shown, never logged. */
package org.caishi.payment;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PayerSignIn;
import org.caishi.platform.BadInput;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

@Component
class PayerSession {
    private static final String STATE = "payer.state";

    private final SecureRandom random = new SecureRandom();
    private final String publicUrl;

    PayerSession(@Value("${caishi.public-url}") String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** The payer's id as this browser's session knows it, in the realm of this sign-in. */
    Optional<String> known(HttpServletRequest request, ChannelName channel, PayerSignIn signIn) {
        HttpSession session = request.getSession(false);
        return session == null
                ? Optional.empty()
                : Optional.ofNullable((String) session.getAttribute(attribute(channel, signIn)));
    }

    /** Where to send a browser whose payer is not known yet. */
    URI ask(HttpServletRequest request, PayerSignIn signIn, String path) {
        byte[] fresh = new byte[16];
        random.nextBytes(fresh);
        String state = HexFormat.of().formatHex(fresh);
        request.getSession(true).setAttribute(STATE, state);
        return signIn.authorize(URI.create(publicUrl + path), state, userAgent(request));
    }

    /** True when the browser comes back from the channel, with a code or without one. */
    boolean comesBack(HttpServletRequest request, PayerSignIn signIn) {
        return request.getParameter(signIn.codeParameter()) != null || request.getParameter("state") != null;
    }

    /**
     * Exchanges the code, once, if the state is the one that this session was given.
     *
     * @throws BadInput when it is not, or the channel tells no payer
     */
    void remember(HttpServletRequest request, PayerSignIn signIn, ChannelName channel) {
        HttpSession session = request.getSession(false);
        String code = request.getParameter(signIn.codeParameter());
        if (code == null
                || session == null
                || !Objects.equals(session.getAttribute(STATE), request.getParameter("state"))) {
            throw new BadInput("payment.payer.again");
        }
        session.removeAttribute(STATE);
        session.setAttribute(
                attribute(channel, signIn),
                signIn.payerId(code, userAgent(request)).orElseThrow(() -> new BadInput("payment.payer.again")));
    }

    private static String attribute(ChannelName channel, PayerSignIn signIn) {
        return "payer." + channel + "." + signIn.realm();
    }

    private static String userAgent(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
    }
}
