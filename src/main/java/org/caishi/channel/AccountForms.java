/** The forms that a contract's values must have, where its channel's factory knows no more about them than that. */
package org.caishi.channel;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.caishi.platform.BadInput;

/**
 * @param channel whose contract it is
 * @param forms by the names of the fields; the words are at {@code channel.account.<channel>.<name>.wrong}
 */
public record AccountForms(ChannelName channel, Map<String, Pattern> forms) {
    /** Channels whose keys have no number of their own: people give them a name. */
    private static final Pattern KEY_NAME = Pattern.compile("[0-9A-Za-z._-]{1,60}");

    public AccountForms {
        forms = Map.copyOf(forms);
    }

    /**
     * Checks one value, which is not empty.
     *
     * @throws BadInput saying what is wrong with it
     */
    public void check(AccountField field, String value) {
        switch (field.kind()) {
            case MERCHANT, TEXT, SECRET -> {
                Pattern form = forms.get(field.name());
                if (form != null && !form.matcher(value).matches()) {
                    throw new BadInput("channel.account." + channel.name().toLowerCase(Locale.ROOT) + "." + field.name()
                            + ".wrong");
                }
            }
            case PRIVATE_KEY -> Pem.privateKey(value);
            case ADDRESS -> ChannelAddress.real(value);
        }
    }

    /**
     * Checks a public key that people have given a name.
     *
     * @throws BadInput saying what is wrong with it
     */
    public void check(AccountSettings.PlatformKey key) {
        if (!KEY_NAME.matcher(key.id()).matches()) {
            throw new BadInput("channel.account.key.name.wrong");
        }
        Pem.publicKey(key.pem());
    }
}
