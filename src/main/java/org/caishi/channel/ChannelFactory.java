/** Makes a channel of the settings that people enter; one for each kind of channel. */
package org.caishi.channel;

import java.net.URI;
import java.util.List;
import org.caishi.platform.BadInput;

/** None of these ever logs a value, or puts a secret into words. */
public interface ChannelFactory {
    ChannelName name();

    /** What is asked for, in the order of the form; beside it the platform's public keys, which every channel has. */
    List<AccountField> fields();

    /**
     * Checks the form of one value, which is not empty.
     *
     * @throws BadInput saying what is wrong with it
     */
    void check(AccountField field, String value);

    /**
     * Checks a public key of the platform.
     *
     * @throws BadInput saying what is wrong with it
     */
    void check(AccountSettings.PlatformKey key);

    /** The path under which notices for one account come in. */
    String noticePath(long accountId);

    /**
     * A channel that speaks under this contract.
     *
     * @param settings whole, every value checked
     * @param noticeUrl where the channel is to send notices
     * @throws RuntimeException when none can be made of them
     */
    PaymentChannel build(AccountSettings settings, URI noticeUrl);

    /**
     * Asks the channel something harmless under these settings and says what its answer tells about them. Blocks for
     * seconds.
     *
     * @param merchantNo a sub-merchant to ask about, if any is known; else empty
     */
    Trial trial(AccountSettings settings, URI noticeUrl, String merchantNo);
}
