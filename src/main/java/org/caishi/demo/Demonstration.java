/** Sets the demonstration up before the doors open, so that nobody finds half a market. */
package org.caishi.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.caishi.identity.HashedPassword;
import org.caishi.identity.Pins;
import org.caishi.identity.Users;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

@OnlyInDemo
@Component
class Demonstration implements SmartInitializingSingleton {
    /** Everybody's, and printed at every start. */
    static final String PASSWORD = "caishi-demo";

    static final String PIN = "246813";

    static final String OPERATOR = "bank";

    private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);

    private final Seeding seeding;
    private final History history;
    private final Transactions transactions;
    private final Markets markets;
    private final Users users;
    private final Pins pins;
    private final InstantSource clock;

    Demonstration(
            Seeding seeding,
            History history,
            Transactions transactions,
            Markets markets,
            Users users,
            Pins pins,
            InstantSource clock) {
        this.seeding = seeding;
        this.history = history;
        this.transactions = transactions;
        this.markets = markets;
        this.users = users;
        this.pins = pins;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        seed();
    }

    /** Writes what is missing; what is there stays as it is. */
    void seed() {
        List<DemoMarket> missing = DemoMarket.both().stream()
                .filter(plan -> markets.byCode(plan.market().code()).isEmpty())
                .toList();
        if (missing.isEmpty() && users.exists(OPERATOR)) {
            return;
        }
        Instant began = clock.instant();
        HashedPassword password = users.hashed(PASSWORD);
        HashedPassword pin = pins.hashed(PIN);
        seeding.operator(OPERATOR, password, pin);
        missing.forEach(plan -> transactions.run(() -> {
            seeding.sow(plan, password, pin);
            history.open(plan);
        }));
        LOG.info(
                "demonstration laid out in {} ms",
                Duration.between(began, clock.instant()).toMillis());
    }

    /** The demonstration's markets as they are now. */
    List<Market> markets() {
        return DemoMarket.both().stream()
                .flatMap(plan -> markets.byCode(plan.market().code()).stream())
                .toList();
    }
}
