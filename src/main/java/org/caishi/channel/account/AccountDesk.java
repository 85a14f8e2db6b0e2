/** Changes contracts with channels: who may, what is asked of the values, and the trail that each change leaves. */
package org.caishi.channel.account;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.caishi.channel.AccountField;
import org.caishi.channel.AccountSettings;
import org.caishi.channel.AccountState;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.ChannelFactory;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.Merchants;
import org.caishi.channel.Trial;
import org.caishi.channel.VendorNumber;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.identity.Scope;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The bank answers for its channels: its operators may change every contract at any time, and they alone let one take
 * money. A market's manager prepares the contract of that market, tries it, and stops it; once it is active he changes it
 * no more, for whoever sets the keys decides whose word about money is believed.
 */
@Component
class AccountDesk {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_VALUE = 8 * 1024;

    private final AccountShelf shelf;
    private final Map<ChannelName, ChannelFactory> factories;
    private final Channels channels;
    private final Merchants merchants;
    private final Scope scope;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    AccountDesk(
            AccountShelf shelf,
            List<ChannelFactory> factories,
            Channels channels,
            Merchants merchants,
            Scope scope,
            AuditTrail audit,
            Transactions transactions,
            Ids ids,
            Clock clock) {
        this.shelf = shelf;
        this.factories = factories.stream().collect(Collectors.toMap(ChannelFactory::name, Function.identity()));
        this.channels = channels;
        this.merchants = merchants;
        this.scope = scope;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The channels for which a contract can be entered. */
    List<ChannelName> channels() {
        return factories.keySet().stream().sorted().toList();
    }

    ChannelFactory factory(ChannelAccount account) {
        return Optional.ofNullable(factories.get(account.channel()))
                .orElseThrow(() -> new NotFound("channel " + account.channel()));
    }

    List<AccountRow> visible(Person person) {
        return shelf.all().stream()
                .filter(row -> person.role() == Role.OPERATOR
                        || (person.marketId() != null && person.marketId() == row.marketId()))
                .toList();
    }

    /**
     * One contract.
     *
     * @throws NotFound when there is none, and just so when it is not this person's
     */
    ChannelAccount find(Person person, long accountId) {
        ChannelAccount account =
                shelf.accounts().find(accountId).orElseThrow(() -> new NotFound("account " + accountId));
        if (person.role() != Role.OPERATOR && account.isBanks()) {
            throw new NotFound("account " + accountId);
        }
        scope.require(person, account.marketId());
        return account;
    }

    AccountRow row(ChannelAccount account) {
        return transactions.run(() -> shelf.lock(account));
    }

    AccountSettings settings(ChannelAccount account) {
        return shelf.open(account).settings();
    }

    static boolean mayEdit(Person person, AccountState state) {
        return person.role() == Role.OPERATOR || state != AccountState.ACTIVE;
    }

    /** Begins a contract as a draft. */
    long begin(Person person, long marketId, ChannelName channel, String name) {
        if (!factories.containsKey(channel)) {
            throw new BadInput("channel.account.channel.unknown");
        }
        long id = ids.next(marketId);
        AccountRow row = new AccountRow(
                marketId, id, channel, checkedName(name), AccountState.DRAFT, 1, clock.instant(), person.signInName());
        transactions.run(() -> {
            shelf.add(row);
            record(person, row, "begin", row.name());
        });
        shelf.forget();
        return id;
    }

    /**
     * Changes values; a secret that is left empty stays as it is.
     *
     * @param version that the person saw
     * @param form by the names of the fields, and {@code name}
     * @return what is wrong with which field; where anything is, nothing was changed
     */
    Map<String, BadInput> change(Person person, ChannelAccount account, long version, Map<String, String> form) {
        Map<String, BadInput> wrongs = transactions.run(() -> {
            AccountRow row = held(person, account, version);
            AccountEntry entry = new AccountEntry(person, row, factory(account), settings(account), clock.instant());
            Map<String, BadInput> wrong = entry.enter(form);
            if (wrong.isEmpty() && entry.isChanged()) {
                put(person, row, entry.name(), row.state(), entry.settings(), "change", entry.trail());
            }
            return wrong;
        });
        shelf.forget();
        return wrongs;
    }

    void addKey(Person person, ChannelAccount account, long version, String id, String pem) {
        AccountSettings.PlatformKey key = new AccountSettings.PlatformKey(bounded(id), bounded(pem), clock.instant());
        factory(account).check(key);
        update(person, account, version, "key.add", key.id(), settings -> {
            if (settings.platformKeys().stream().anyMatch(known -> known.id().equals(key.id()))) {
                throw new BadInput("channel.account.key.known");
            }
            if (settings.platformKeys().size() == AccountSettings.MOST_PLATFORM_KEYS) {
                throw new BadInput("channel.account.key.two");
            }
            return settings.withKey(key);
        });
    }

    /** From here on the older of two keys is not believed any more. */
    void retireKey(Person person, ChannelAccount account, long version, String id) {
        update(person, account, version, "key.retire", bounded(id), settings -> {
            if (settings.platformKeys().size() < AccountSettings.MOST_PLATFORM_KEYS
                    || !settings.platformKeys().getLast().id().equals(id)) {
                throw new BadInput("channel.account.key.last");
            }
            return settings.withoutOldestKey();
        });
    }

    /** Lets it take money; the bank's operators only. */
    void activate(Person person, ChannelAccount account, long version) {
        try {
            transactions.run(() -> {
                AccountRow row = held(person, account, version);
                AccountSettings settings = settings(account);
                if (!missing(account, settings).isEmpty()) {
                    throw new BadInput("channel.account.incomplete");
                }
                put(person, row, row.name(), AccountState.ACTIVE, settings, "activate", row.name());
            });
        } catch (DuplicateKeyException another) {
            throw new BadInput("channel.account.other.active");
        } finally {
            shelf.forget();
        }
    }

    void stop(Person person, ChannelAccount account) {
        transactions.run(() -> {
            AccountRow row = shelf.lock(account);
            if (row.state() != AccountState.ACTIVE) {
                throw new BadInput("channel.account.not.active");
            }
            put(person, row, row.name(), AccountState.STOPPED, settings(account), "stop", row.name());
        });
        shelf.forget();
    }

    /** Makes the numbers of the environment's contract this account's; the bank's operators only. */
    int takeOver(Person person, ChannelAccount account) {
        return transactions.run(() -> {
            AccountRow row = shelf.lock(account);
            if (row.state() != AccountState.ACTIVE) {
                throw new BadInput("channel.account.not.active");
            }
            int numbers = merchants.takeOver(account);
            record(person, row, "take-over", numbers + " numbers of the environment's contract");
            return numbers;
        });
    }

    /** Asks the channel under these settings; blocks for seconds. */
    Trial trial(Person person, ChannelAccount account) {
        AccountSettings settings = settings(account);
        if (!missing(account, settings).isEmpty()) {
            throw new BadInput("channel.account.incomplete");
        }
        ChannelFactory factory = factory(account);
        String merchantNo = merchants.of(account.marketId()).stream()
                .filter(number -> number.accountId() == account.accountId())
                .map(VendorNumber::merchantNo)
                .findFirst()
                .orElse("");
        Trial trial = factory.trial(settings, channels.noticeUrl(factory, account.accountId()), merchantNo);
        audit.record(
                account.marketId(),
                person,
                "channel.account.test",
                subject(account),
                trial.passed() ? "passed" : trial.messageKey());
        return trial;
    }

    /** The names of what has still to be entered; {@code platformKey} for the platform's key. */
    List<String> missing(ChannelAccount account, AccountSettings settings) {
        List<String> missing = new ArrayList<>(factory(account).fields().stream()
                .filter(field -> !field.isOptional() && !settings.has(field.name()))
                .map(AccountField::name)
                .toList());
        if (settings.platformKeys().isEmpty()) {
            missing.add("platformKey");
        }
        return missing;
    }

    private void update(
            Person person,
            ChannelAccount account,
            long version,
            String action,
            String detail,
            UnaryOperator<AccountSettings> change) {
        transactions.run(() -> {
            AccountRow row = held(person, account, version);
            put(person, row, row.name(), row.state(), change.apply(settings(account)), action, detail);
        });
        shelf.forget();
    }

    /** Holds the row if this person may change it now and has seen its newest version. */
    private AccountRow held(Person person, ChannelAccount account, long version) {
        AccountRow row = shelf.lock(account);
        if (!mayEdit(person, row.state())) {
            throw new BadInput("channel.account.bank.only");
        }
        if (row.version() != version) {
            throw new BadInput("channel.account.stale");
        }
        return row;
    }

    private void put(
            Person person,
            AccountRow row,
            String name,
            AccountState state,
            AccountSettings settings,
            String action,
            String detail) {
        AccountRow changed = row.changed(name, state, clock.instant(), person.signInName());
        shelf.put(changed, settings);
        record(person, changed, action, detail);
    }

    private void record(Person person, AccountRow row, String action, String detail) {
        audit.record(row.marketId(), person, "channel.account." + action, subject(row.account()), detail);
    }

    private static String subject(ChannelAccount account) {
        return "account " + account.accountId() + " " + account.channel();
    }

    static String checkedName(String name) {
        String text = name.strip();
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            throw new BadInput("channel.account.name.wrong");
        }
        return text;
    }

    static String bounded(String value) {
        if (value.length() > LONGEST_VALUE) {
            throw new BadInput("channel.account.long");
        }
        return value.strip();
    }
}
