/** The page that stands for the phone: what the pay sheet shows of an order. */
package org.caishi.simulator.wallet;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/**
 * @param wallet the end of a message key, e.g. {@code wechat}
 * @param action where the payer's choice is posted to
 * @param state the end of a message key: {@code open, paid, refused, closed} or {@code expired}
 */
public record Sheet(
        String wallet, String action, String merchant, String description, String amount, String payer, String state) {
    public Sheet(
            String wallet,
            String action,
            String merchant,
            String description,
            Money amount,
            String payer,
            String state) {
        this(wallet, action, merchant, description, amount.yuan(), payer, state);
    }

    /** Shows it, with a way back to the merchant's page where one was given. */
    public String show(@Nullable String back, Model model) {
        model.addAttribute("sheet", this);
        model.addAttribute("mishaps", Mishap.values());
        model.addAttribute("back", ownPath(back).orElse(null));
        return "simulator/wallet";
    }

    /** A path of this same server, or nothing: the wallet is no way to another site. */
    public static Optional<String> ownPath(@Nullable String back) {
        if (back == null || !back.startsWith("/") || back.startsWith("//") || back.indexOf('{') >= 0) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(back);
            boolean own = uri.getScheme() == null && uri.getRawAuthority() == null && back.indexOf('\\') < 0;
            return own ? Optional.of(back) : Optional.empty();
        } catch (URISyntaxException notAPath) {
            return Optional.empty();
        }
    }
}
