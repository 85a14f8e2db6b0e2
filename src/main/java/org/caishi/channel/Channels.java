/** The channels by which a market is paid; a channel without settings is not there at all. */
package org.caishi.channel;

import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * In force for a market is its own active account, else the bank's, else what the environment gives. A vendor's
 * sub-merchant number belongs to one account for ever: what is charged under it is charged, asked about and given back
 * there, whichever is in force by then. An account's channel is built once a version, on each node.
 */
@Component
public class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private final Map<ChannelName, PaymentChannel> given = new EnumMap<>(ChannelName.class);
    private final Set<ChannelName> simulated = EnumSet.noneOf(ChannelName.class);
    private final Map<ChannelName, ChannelFactory> factories;
    private final AccountBook book;
    private final @Nullable ChannelDirectory directory;
    private final String publicUrl;
    private final ConcurrentMap<Long, Built> built = new ConcurrentHashMap<>();

    /**
     * The environment's channels alone.
     *
     * @param channels at most one of a name
     */
    public Channels(List<PaymentChannel> channels) {
        this(channels, List.of(), NoAccounts.INSTANCE, null, "");
    }

    @Autowired
    Channels(
            List<PaymentChannel> channels,
            List<ChannelFactory> factories,
            ObjectProvider<AccountBook> book,
            ObjectProvider<ChannelDirectory> directory,
            Environment environment) {
        this(
                channels,
                factories,
                book.getIfAvailable(() -> NoAccounts.INSTANCE),
                directory.getIfAvailable(),
                environment.getProperty("caishi.public-url", ""));
        for (ChannelName name : ChannelName.values()) {
            String simulator = "caishi.simulator." + name.name().toLowerCase(Locale.ROOT);
            if (environment.getProperty(simulator, Boolean.class, false)) {
                simulated.add(name);
            }
        }
    }

    private Channels(
            List<PaymentChannel> channels,
            List<ChannelFactory> factories,
            AccountBook book,
            @Nullable ChannelDirectory directory,
            String publicUrl) {
        for (PaymentChannel channel : channels) {
            if (given.putIfAbsent(channel.name(), new GuardedChannel(channel)) != null) {
                throw new IllegalArgumentException("two channels are called " + channel.name());
            }
        }
        this.factories = factories.stream().collect(Collectors.toMap(ChannelFactory::name, Function.identity()));
        this.book = book;
        this.directory = directory;
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    }

    /** The channel that is in force for new money of this market. */
    public Optional<PaymentChannel> of(long marketId, ChannelName name) {
        Optional<ChannelAccount> account = accountInForce(marketId, name);
        return account.isPresent() ? account.flatMap(this::channel) : own(name);
    }

    /** The account that is in force for a market, if it is one kept in the product. */
    public Optional<ChannelAccount> accountInForce(long marketId, ChannelName name) {
        return book.accounts().inForce(marketId, name);
    }

    /**
     * The channel by which a vendor's number is charged: that of the number's account while it is active. Numbers of the
     * environment's contract go by what is in force where that contract is gone or only simulated: where there are
     * settings, nobody pays with simulated money.
     */
    public Optional<PaymentChannel> charging(long marketId, ChannelName name, long accountId) {
        if (accountId != ChannelAccount.ENVIRONMENT) {
            return book.accounts()
                    .byId(name, accountId)
                    .filter(ChannelAccount::isActive)
                    .flatMap(this::channel);
        }
        boolean real = given.containsKey(name) && !simulated.contains(name);
        return real ? own(name) : of(marketId, name);
    }

    /** The channel that knows of what was charged under a sub-merchant's number, even if it takes no more. */
    public Optional<PaymentChannel> ofMerchant(long marketId, ChannelName name, String merchantNo) {
        long accountId = directory == null
                ? ChannelAccount.ENVIRONMENT
                : directory.find(name, merchantNo).map(MerchantOf::accountId).orElse(ChannelAccount.ENVIRONMENT);
        return accountId == ChannelAccount.ENVIRONMENT
                ? own(name).or(() -> of(marketId, name))
                : byAccount(name, accountId);
    }

    /** The environment's channel of that name, whose notices come to the address without a number. */
    public Optional<PaymentChannel> own(ChannelName name) {
        return Optional.ofNullable(given.get(name));
    }

    /** The channel of an account, in whose name notices come to the address with its number. */
    public Optional<PaymentChannel> byAccount(ChannelName name, long accountId) {
        return book.accounts()
                .byId(name, accountId)
                .filter(account -> account.state() != AccountState.DRAFT)
                .flatMap(this::channel);
    }

    /**
     * Whether an account's word about a sub-merchant's money counts. A market enters the keys of its own account, so its
     * word counts for its own numbers only; the bank's and the environment's for all.
     */
    public boolean speaksFor(ChannelName name, long accountId, String merchantNo) {
        if (accountId == ChannelAccount.ENVIRONMENT || directory == null) {
            return true;
        }
        ChannelAccount account = book.accounts().byId(name, accountId).orElse(null);
        return account != null
                && (account.isBanks()
                        || directory
                                .find(name, merchantNo)
                                .filter(owner ->
                                        owner.marketId() == account.marketId() && owner.accountId() == accountId)
                                .isPresent());
    }

    /** Whose money an account's notices are about: its market, or the bank. */
    public long marketOf(ChannelName name, long accountId) {
        return book.accounts()
                .byId(name, accountId)
                .map(ChannelAccount::marketId)
                .orElse(ChannelAccount.BANK);
    }

    /** Those by which this market can be paid, in the order of {@link ChannelName}. */
    public Set<ChannelName> configured(long marketId) {
        Set<ChannelName> names = EnumSet.noneOf(ChannelName.class);
        names.addAll(given.keySet());
        for (ChannelName name : ChannelName.values()) {
            if (accountInForce(marketId, name).isPresent()) {
                names.add(name);
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private Optional<PaymentChannel> channel(ChannelAccount account) {
        Built known = built.get(account.accountId());
        if (known == null || known.version < account.version()) {
            known = built.compute(
                    account.accountId(),
                    (id, old) -> old != null && old.version >= account.version() ? old : build(account));
        }
        return Optional.ofNullable(known.channel);
    }

    private Built build(ChannelAccount account) {
        AccountBook.Opened opened = book.open(account);
        ChannelFactory factory = factories.get(account.channel());
        try {
            if (factory == null) {
                throw new IllegalStateException("nothing here speaks " + account.channel());
            }
            PaymentChannel channel = factory.build(opened.settings(), noticeUrl(factory, account.accountId()));
            return new Built(opened.version(), new GuardedChannel(channel));
        } catch (RuntimeException broken) {
            // Not its words: they may hold what was entered.
            LOG.error(
                    "no channel can be made of account {} ({}, version {}), {}: nobody can pay by it until it is mended",
                    account.accountId(),
                    account.channel(),
                    opened.version(),
                    broken.getClass().getSimpleName());
            return new Built(opened.version(), null);
        }
    }

    /** Where a channel is to send the notices of an account. */
    public URI noticeUrl(ChannelFactory factory, long accountId) {
        return URI.create(publicUrl + factory.noticePath(accountId));
    }

    /** Of one version of an account; without a channel where none could be made of it. */
    private record Built(long version, @Nullable PaymentChannel channel) {}

    private enum NoAccounts implements AccountBook {
        INSTANCE;

        @Override
        public KnownAccounts accounts() {
            return KnownAccounts.NONE;
        }

        @Override
        public Opened open(ChannelAccount account) {
            throw new IllegalStateException("there are none");
        }
    }
}
