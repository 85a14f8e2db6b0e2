/** Plays a market day against a running product: sales at scales, payments in wallets, announcements at speakers. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Arrivals are an open model: customers come at the given rate whether or not the ones before have been served. */
public final class MarketDay {
    private static final int MOST_AT_ONCE = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Plan plan;
    private final Product product;
    private final Clock clock;
    private final Random random;
    private final Map<String, VirtualScale> scales = new HashMap<>();
    private final List<VirtualDisplay> displays = new ArrayList<>();
    private final List<VirtualSpeaker> speakers = new ArrayList<>();
    private final AtomicInteger paid = new AtomicInteger();
    private final AtomicInteger weighed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong fen = new AtomicLong();
    private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param rate customers a second over all stalls
     * @param seed the same seed, the same customers
     */
    public record Plan(URI product, int scalePort, int mqttPort, int stalls, Duration length, int rate, long seed) {}

    private MarketDay(Plan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
        this.product = new Product(plan.product());
        this.random = new Random(plan.seed());
    }

    /** Plays the day and prints what came of it; true when every customer was served. */
    public static boolean play(Plan plan, Clock clock, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        return new MarketDay(plan, clock).play(out, err);
    }

    private boolean play(PrintStream out, PrintStream err) throws IOException, InterruptedException {
        List<Product.Plate> plates = product.plates();
        List<Product.Plate> stalls = plates.subList(0, Math.min(plan.stalls(), plates.size()));
        openDevices(stalls, err);
        out.printf(
                "market day: %d stalls, %d scales, %d speakers, %d customers/s for %d s%n",
                stalls.size(),
                scales.size() + displays.size(),
                speakers.size(),
                plan.rate(),
                plan.length().toSeconds());
        Semaphore places = new Semaphore(MOST_AT_ONCE);
        Instant start = clock.instant();
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long number = 0; ; number++) {
                Instant arrival = start.plusNanos(number * TimeUnit.SECONDS.toNanos(1) / plan.rate());
                if (arrival.isAfter(start.plus(plan.length()))) {
                    break;
                }
                TimeUnit.NANOSECONDS.sleep(
                        Duration.between(clock.instant(), arrival).toNanos());
                Product.Plate stall = stalls.get(random.nextInt(stalls.size()));
                long grams = 100 + random.nextInt(2_900);
                long price = 300 + random.nextInt(60) * 100L;
                places.acquire();
                customers.execute(() -> {
                    serve(stall, grams, price, err);
                    places.release();
                });
            }
        }
        awaitSpeakers();
        report(out);
        closeDevices();
        return failed.get() == 0;
    }

    private void openDevices(List<Product.Plate> stalls, PrintStream err) throws IOException, InterruptedException {
        List<String> places = stalls.stream()
                .map(stall -> stall.market() + "/" + stall.stall())
                .toList();
        for (Product.Device device : product.devices()) {
            String place = device.market() + "/" + device.stall();
            if (!places.contains(place)) {
                continue;
            }
            try {
                if (device.kind().equals("SCALE") && device.protocol().equals("caishi-json")) {
                    scales.put(place, new VirtualScale(device, way(device), clock));
                } else if (device.kind().equals("SCALE") && device.protocol().equals("yaohua-tf0")) {
                    displays.add(new VirtualDisplay(device, product.host(), plan.scalePort(), clock));
                } else if (device.kind().equals("SPEAKER") && device.link().equals("MQTT")) {
                    speakers.add(new VirtualSpeaker(device, product.host(), plan.mqttPort(), clock));
                }
            } catch (Exception failure) {
                err.println(device.serial() + " cannot connect: " + failure.getMessage());
                failed.incrementAndGet();
            }
        }
    }

    private ScaleWay way(Product.Device device) throws Exception {
        return device.link().equals("MQTT")
                ? new OverMqtt(device, product.host(), plan.mqttPort())
                : new DialledIn(device, product.host(), plan.scalePort(), clock);
    }

    /** One customer: weighed where the scale can say so, else an amount typed; paid in the wallet; seen as paid. */
    private void serve(Product.Plate stall, long grams, long price, PrintStream err) {
        try {
            Map<String, String> form = weigh(stall, grams, price)
                    .map(weighing -> Map.of("weighing", weighing))
                    .orElseGet(() -> Map.of("amount", yuan((grams * price + 500) / 1000)));
            Product.Order order = product.order(stall.token(), form);
            long started = System.nanoTime();
            product.pay(order);
            awaitPaid(order);
            waits.add(System.nanoTime() - started);
            paid.incrementAndGet();
            fen.addAndGet(order.amountFen());
        } catch (IOException | IllegalStateException failure) {
            failed.incrementAndGet();
            err.println("a customer at " + stall.stall() + " was not served: " + failure.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> weigh(Product.Plate stall, long grams, long price)
            throws IOException, InterruptedException {
        VirtualScale scale = scales.get(stall.market() + "/" + stall.stall());
        if (scale == null) {
            return Optional.empty();
        }
        // What the vendor has put on the scale is what is sold there, at the price that stands there.
        List<KeptGoods.Kept> goods = scale.goods();
        if (goods.isEmpty()) {
            scale.sell("今日鲜货", 1, grams, price);
        } else {
            KeptGoods.Kept sold = goods.get((int) (grams % goods.size()));
            scale.sell(sold.name(), sold.plu(), grams, sold.fenPerKilogram());
        }
        Optional<String> weighing = product.waitingWeighing(stall.token());
        weighing.ifPresent(id -> weighed.incrementAndGet());
        return weighing;
    }

    private void awaitPaid(Product.Order order) throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (!product.state(order.orderNo()).equals("PAID")) {
            if (clock.instant().isAfter(deadline)) {
                throw new IllegalStateException("order " + order.orderNo() + " was paid but does not say so");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The last announcements are still on their way when the last customer has paid. */
    private void awaitSpeakers() throws InterruptedException {
        int before = -1;
        for (int quiet = 0; quiet < 4; quiet++) {
            int heard = heard();
            if (heard != before) {
                quiet = 0;
            }
            before = heard;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private int heard() {
        return speakers.stream().mapToInt(VirtualSpeaker::heard).sum();
    }

    private void report(PrintStream out) {
        List<Long> sorted = waits.stream().sorted().toList();
        out.printf(
                "served %d customers, %s yuan; %d from a weighing; %d not served; %d announcements heard%n",
                paid.get(), yuan(fen.get()), weighed.get(), failed.get(), heard());
        if (!sorted.isEmpty()) {
            out.printf(
                    "from the thumb on \"pay\" to a page that says paid: p50 %d ms, p99 %d ms%n",
                    TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() / 2)),
                    TimeUnit.NANOSECONDS.toMillis(sorted.get((sorted.size() - 1) * 99 / 100)));
        }
    }

    private void closeDevices() throws IOException {
        for (VirtualScale scale : scales.values()) {
            scale.close();
        }
        for (VirtualDisplay display : displays) {
            display.close();
        }
        speakers.forEach(VirtualSpeaker::close);
    }

    private static String yuan(long fen) {
        return java.math.BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
