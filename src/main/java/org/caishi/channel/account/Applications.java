/** Vendors' applications to channels, from the first draft to the sub-merchant number. */
package org.caishi.channel.account;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.platform.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The market fills in and hands in; what the channel says of it is entered by the bank's operators, who work at the
 * channel's desk. The version is the number of steps and changes so far, so an old page changes nothing.
 */
@Component
class Applications {
    private static final String CONTEXT = "channel_application.sealed";
    private static final int LONGEST_NOTE = 500;
    private static final int SHOWN = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ApplicationRows rows;
    private final Merchants merchants;
    private final Vault vault;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    Applications(
            ApplicationRows rows,
            Merchants merchants,
            Vault vault,
            AuditTrail audit,
            Transactions transactions,
            Ids ids,
            Clock clock) {
        this.rows = rows;
        this.merchants = merchants;
        this.vault = vault;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    List<Application> of(long marketId) {
        return rows.of(marketId, SHOWN);
    }

    /**
     * One application.
     *
     * @throws NotFound when this market has no such one
     */
    Application find(long marketId, long applicationId) {
        return rows.find(marketId, applicationId).orElseThrow(() -> new NotFound("application " + applicationId));
    }

    List<Application.Step> steps(Application application) {
        return rows.steps(application.marketId(), application.applicationId());
    }

    /** The personal data in clear; each look leaves a trail. */
    Applicant reveal(Person person, Application application) {
        audit(person, application, "reveal", "");
        return opened(application);
    }

    /** Begins one as a draft. */
    long begin(Person person, long marketId, long vendorId, ChannelName channel, Applicant typed) {
        Applicant applicant = typed.checked();
        Instant now = clock.instant();
        Application application = new Application(
                marketId,
                ids.next(marketId),
                vendorId,
                channel,
                ApplicationState.DRAFT,
                applicant.shopName(),
                applicant.ownerMasked(),
                applicant.idNoMasked(),
                applicant.cardNoMasked(),
                applicant.phoneMasked(),
                "",
                null,
                1,
                now,
                now);
        transactions.run(() -> {
            rows.add(application, sealed(applicant));
            step(person, application, "");
        });
        return application.applicationId();
    }

    /** Enters other data while it is a draft. */
    void change(Person person, Application seen, Applicant typed) {
        Applicant applicant = typed.checked();
        transactions.run(() -> {
            Application held = held(seen);
            if (held.state() != ApplicationState.DRAFT) {
                throw new BadInput("channel.application.not.draft");
            }
            rows.put(held.of(applicant, clock.instant()), sealed(applicant));
            audit(person, held, "change", "");
        });
    }

    /**
     * Takes it a step on. FINISHED needs the sub-merchant's number and makes it the vendor's; REJECTED needs a reason.
     *
     * @param note what the channel said, or what the next one should know
     */
    void move(Person person, Application seen, ApplicationState later, String note, String merchantNo) {
        String words = note.strip();
        if (words.length() > LONGEST_NOTE || (later == ApplicationState.REJECTED && words.isEmpty())) {
            throw new BadInput("channel.application.note.wrong");
        }
        transactions.run(() -> {
            Application held = held(seen);
            if (!held.state().mayBecome(later)) {
                throw new BadInput("channel.application.step.wrong");
            }
            if (!held.state().isWithMarket() && person.role() != Role.OPERATOR) {
                throw new BadInput("channel.application.bank.only");
            }
            String number = later == ApplicationState.FINISHED ? registered(held, merchantNo) : null;
            String why = later == ApplicationState.REJECTED ? words : "";
            Application moved = held.become(later, why, number, clock.instant());
            rows.put(moved, sealed(opened(held)));
            step(person, moved, words);
        });
    }

    private String registered(Application application, String merchantNo) {
        String number = MerchantPages.checkedNumber(merchantNo);
        merchants.register(application.marketId(), application.vendorId(), application.channel(), number);
        return number;
    }

    private Application held(Application seen) {
        Application held = rows.lock(seen.marketId(), seen.applicationId())
                .orElseThrow(() -> new NotFound("application " + seen.applicationId()));
        if (held.version() != seen.version()) {
            throw new BadInput("channel.account.stale");
        }
        return held;
    }

    private void step(Person person, Application application, String note) {
        int number =
                rows.steps(application.marketId(), application.applicationId()).size() + 1;
        rows.addStep(
                application.marketId(),
                application.applicationId(),
                new Application.Step(number, application.state(), note, application.changedAt(), person.signInName()));
        @Nullable String merchantNo = application.merchantNo();
        audit(person, application, application.state().name(), merchantNo == null ? "" : "number " + merchantNo);
    }

    private void audit(Person person, Application application, String what, String detail) {
        audit.record(
                application.marketId(),
                person,
                "channel.application." + what,
                "application " + application.applicationId() + " of vendor " + application.vendorId(),
                detail);
    }

    private byte[] sealed(Applicant applicant) {
        return vault.seal(JSON.writeValueAsBytes(applicant), CONTEXT);
    }

    private Applicant opened(Application application) {
        byte[] bytes = rows.sealed(application.marketId(), application.applicationId())
                .orElseThrow(() -> new NotFound("application " + application.applicationId()));
        return JSON.readValue(vault.open(bytes, CONTEXT), Applicant.class);
    }
}
