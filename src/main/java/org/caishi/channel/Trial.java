/** What a test of a contract's settings told, in words for whoever entered them. */
package org.caishi.channel;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * @param passed whether the channel knows us and we know the channel
 * @param messageKey of the words
 * @param arguments what the words show; no secret
 */
public record Trial(boolean passed, String messageKey, List<String> arguments) {
    public static Trial passed(String messageKey, String... arguments) {
        return new Trial(true, messageKey, List.of(arguments));
    }

    public static Trial failed(String messageKey, String... arguments) {
        return new Trial(false, messageKey, List.of(arguments));
    }

    /**
     * Asks for an order that nobody has opened: a channel that verifies every answer and has never heard of it has both
     * known us and been known.
     */
    public static Trial byQuery(PaymentChannel channel, String merchantNo) {
        String nobodys = "TEST" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        return switch (channel.query(nobodys, merchantNo)) {
            case QueryResult.Missing() -> passed("channel.trial.right");
            case QueryResult.Closed(String state) -> passed("channel.trial.right");
            case QueryResult.Waiting(), QueryResult.Paid _, QueryResult.GivenBack _ -> failed("channel.trial.odd");
            case QueryResult.Unknown(String why) -> failed("channel.trial.unknown", why);
        };
    }

    /** No answer came; each way of not coming is told apart, for each is mended elsewhere. */
    public static Trial unreached(String host, @Nullable Throwable why) {
        return switch (why) {
            case UnknownHostException unknown -> failed("channel.trial.host.unknown", host);
            case ConnectException refused -> failed("channel.trial.host.refused", host);
            case SSLException untrusted -> failed("channel.trial.host.tls", host);
            case InterruptedIOException late -> failed("channel.trial.host.silent", host);
            case null -> failed("channel.trial.host.broken", host, "");
            default -> failed("channel.trial.host.broken", host, why.getClass().getSimpleName());
        };
    }
}
