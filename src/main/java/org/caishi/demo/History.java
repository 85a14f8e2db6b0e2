/** Gives the demonstration a past: thirty days of both markets, written in the background while everything is in use. */
package org.caishi.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.caishi.catalog.Goods;
import org.caishi.device.Devices;
import org.caishi.market.Market;
import org.caishi.market.Plates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** One writer a market. What is written stays written: a start after a kill goes on where the last one was. */
@OnlyInDemo
@Component
class History implements DisposableBean {
    static final int DAYS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 60;

    private final boolean wanted;
    private final HistoryRows rows;
    private final HistoryBooks books;
    private final Plates plates;
    private final Devices devices;
    private final Goods goods;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> writers = new ArrayList<>();

    History(
            @Value("${caishi.demo-history}") boolean wanted,
            HistoryRows rows,
            HistoryBooks books,
            Plates plates,
            Devices devices,
            Goods goods,
            InstantSource clock) {
        this.wanted = wanted;
        this.rows = rows;
        this.books = books;
        this.plates = plates;
        this.devices = devices;
        this.goods = goods;
        this.clock = clock;
    }

    /** Called in the transaction that sows a market: the past begins with it, or never. */
    void open(DemoMarket plan) {
        if (wanted) {
            books.open(plan, plan.market().day().dateOf(clock.instant()), DAYS);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        for (DemoMarket plan : DemoMarket.both()) {
            if (unfinished(plan.market()).isPresent()) {
                if (wanted) {
                    writers.add(Thread.ofPlatform()
                            .name("history-" + plan.market().code())
                            .start(() -> writeOn(plan)));
                } else {
                    books.giveUp(plan);
                }
            }
        }
    }

    /** Where the slower of the markets is; empty when all of the past is written. */
    Optional<HistoryProgress> progress() {
        return DemoMarket.both().stream()
                .flatMap(plan -> unfinished(plan.market()).stream())
                .min(Comparator.comparingInt(HistoryProgress::daysDone));
    }

    /** Writes what is missing of a market's past and returns when it is whole, or when the product stops. */
    void write(DemoMarket plan) {
        Instant began = clock.instant();
        Instant told = began;
        HistoryFloor floor = HistoryFloor.of(plan.market().marketId(), plates, devices, goods);
        LocalDate drawn = LocalDate.MIN;
        List<PastSale> day = List.of();
        long customers = 0;
        Optional<HistoryProgress> at = unfinished(plan.market());
        while (at.isPresent() && stop.getCount() > 0) {
            HistoryProgress here = at.get();
            if (!drawn.equals(here.date())) {
                drawn = here.date();
                day = PastDay.of(plan, drawn);
                customers += day.size();
            }
            books.step(here, plan, day, floor);
            if (told.plus(TOLD_EVERY).isBefore(clock.instant())) {
                told = clock.instant();
                LOG.info("history of {}: day {} of {}", plan.market().code(), here.daysDone() + 1, here.days());
            }
            at = unfinished(plan.market());
        }
        if (at.isEmpty()) {
            LOG.info(
                    "history of {} is written: {} customers in {} ms",
                    plan.market().code(),
                    customers,
                    Duration.between(began, clock.instant()).toMillis());
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stop.countDown();
    }

    /** The step that runs is finished; what it needs is closed after this. */
    @Override
    public void destroy() {
        stop();
        for (Thread writer : writers) {
            try {
                writer.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A database that is away for a while is no reason to leave the past half written. */
    private void writeOn(DemoMarket plan) {
        for (int attempt = 1; attempt <= ATTEMPTS && stop.getCount() > 0; attempt++) {
            try {
                write(plan);
                return;
            } catch (RuntimeException failure) {
                LOG.warn(
                        "history of {} is interrupted, tried again in {} s",
                        plan.market().code(),
                        AGAIN_AFTER.toSeconds(),
                        failure);
                if (stopsWithin(AGAIN_AFTER)) {
                    return;
                }
            }
        }
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Optional<HistoryProgress> unfinished(Market market) {
        return rows.find(market.marketId()).filter(progress -> !progress.isDone());
    }
}
