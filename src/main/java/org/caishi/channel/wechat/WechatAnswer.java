/** What came of asking the API: what was asked for, a refusal in the channel's own words, or nothing to rely on. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The SDK verifies the signature of every answer of success. A refusal's it does not, so a refusal decides something only
 * where its code is one that we know.
 */
sealed interface WechatAnswer<T> {
    record Given<T>(T value) implements WechatAnswer<T> {}

    /** HTTP 4xx with a code of the API. */
    record Refused<T>(int status, String code, String words) implements WechatAnswer<T> {}

    /** No answer, the server's own trouble, or bytes that are not the channel's. */
    record Silent<T>(String why) implements WechatAnswer<T> {}

    /** 401: our keys and theirs disagree; 408 and 429: not now. None says anything about the order. */
    Set<Integer> UNDECIDED = Set.of(401, 408, 429);

    int LONGEST_WORDS = 200;

    /** Calls the SDK. The words of its exceptions hold whole requests, openid included: only their kinds are kept. */
    static <T> WechatAnswer<T> of(Supplier<T> call) {
        try {
            return new Given<>(call.get());
        } catch (ServiceException refusal) {
            return refused(refusal.getHttpStatusCode(), refusal.getErrorCode(), refusal.getErrorMessage());
        } catch (HttpException broken) {
            return new Silent<>("no answer, " + kind(broken.getCause()));
        } catch (ValidationException forged) {
            return new Silent<>("an answer that the channel did not sign");
        } catch (RuntimeException odd) {
            return new Silent<>("an answer that cannot be read, " + kind(odd));
        }
    }

    private static <T> WechatAnswer<T> refused(int status, @Nullable String code, @Nullable String words) {
        if (code == null || status < 400 || status >= 500 || UNDECIDED.contains(status)) {
            return new Silent<>("HTTP " + status + (code == null ? "" : " " + shortened(code)));
        }
        return new Refused<>(status, shortened(code), words == null ? "" : shortened(words));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS);
    }

    private static String kind(@Nullable Throwable failure) {
        return failure == null ? "for no reason given" : failure.getClass().getSimpleName();
    }
}
