/** Says what came of asking for a refund, in words on the page that follows. */
package org.caishi.payment;

import java.util.Locale;
import org.caishi.platform.BadInput;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Component
class RefundReply {
    private static final int LONGEST_REQUEST = 64;

    private final MessageSource words;

    RefundReply(MessageSource words) {
        this.words = words;
    }

    interface Asking {
        Refund ask();
    }

    void say(RedirectAttributes next, Locale locale, Asking asking) {
        try {
            Refund refund = asking.ask();
            String key = "payment.refund.said." + refund.state();
            Object[] arguments = {refund.amount().toString(), refund.words()};
            next.addFlashAttribute(
                    refund.state() == Refund.State.FAILED ? "wrong" : "said", words.getMessage(key, arguments, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", words.getMessage(wrong.messageKey(), wrong.arguments(), locale));
        } catch (IllegalArgumentException unreadable) {
            next.addFlashAttribute("wrong", words.getMessage("payment.amount.unreadable", null, locale));
        }
    }

    /**
     * The id that a page made for one asking.
     *
     * @throws BadInput when it is none
     */
    static String requestId(String text) {
        if (text.isBlank() || text.length() > LONGEST_REQUEST) {
            throw new BadInput("payment.refund.request.used");
        }
        return text;
    }
}
