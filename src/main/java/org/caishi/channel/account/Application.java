/** A row of {@code channel_application}, personal data masked. */
package org.caishi.channel.account;

import java.time.Instant;
import org.caishi.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * @param reason why it was rejected; empty otherwise
 * @param merchantNo given when it is FINISHED
 */
record Application(
        long marketId,
        long applicationId,
        long vendorId,
        ChannelName channel,
        ApplicationState state,
        String shopName,
        String ownerMasked,
        String idNoMasked,
        String cardNoMasked,
        String phoneMasked,
        String reason,
        @Nullable String merchantNo,
        long version,
        Instant createdAt,
        Instant changedAt) {
    /** The same with other data, in the next version. */
    Application of(Applicant applicant, Instant now) {
        return new Application(
                marketId,
                applicationId,
                vendorId,
                channel,
                state,
                applicant.shopName(),
                applicant.ownerMasked(),
                applicant.idNoMasked(),
                applicant.cardNoMasked(),
                applicant.phoneMasked(),
                reason,
                merchantNo,
                version + 1,
                createdAt,
                now);
    }

    /** The same one step on, in the next version. */
    Application become(ApplicationState later, String why, @Nullable String number, Instant now) {
        return new Application(
                marketId,
                applicationId,
                vendorId,
                channel,
                later,
                shopName,
                ownerMasked,
                idNoMasked,
                cardNoMasked,
                phoneMasked,
                why,
                number,
                version + 1,
                createdAt,
                now);
    }

    /** One step of its way. */
    record Step(int stepNo, ApplicationState state, String note, Instant at, String who) {}
}
