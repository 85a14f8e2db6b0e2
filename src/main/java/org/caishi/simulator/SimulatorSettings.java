/** How the simulator is set up: where it keeps its keys, how it is reached, how fast its time runs. */
package org.caishi.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The settings of the simulator, all optional.
 *
 * @param folder keys and the journal: {@code simulator} under {@code caishi.data}
 * @param baseUrl {@code caishi.simulator.base-url}, how this process reaches itself; {@code http://127.0.0.1:<server.port>}
 *     by default. With {@code server.port=0} the port is not known when the settings are made: choose a free one first
 * @param publicUrl {@code caishi.simulator.public-url}, how a phone reaches the wallet; by default
 *     {@code caishi.public-url}, else the base URL
 * @param delayPerMille {@code caishi.simulator.retry-scale} × 1000: every delay of the simulator (retries of notices, slow
 *     payments, refunds, splits, waiting times) is multiplied by it
 * @param capacity {@code caishi.simulator.transactions}: transactions kept before the oldest finished ones are dropped
 */
public record SimulatorSettings(Path folder, URI baseUrl, URI publicUrl, long delayPerMille, int capacity) {
    public static final String WECHAT_PATH = "/simulator/wechat";
    public static final String ALIPAY_PATH = "/simulator/alipay";

    private static final int MOST_TRANSACTIONS = 2_000_000;

    /** A transaction with its indexes takes about 1 KB, so this leaves three quarters of the heap to the product. */
    private static final long HEAP_PER_TRANSACTION = 4096;

    public static SimulatorSettings of(Environment environment) {
        URI base = URI.create(environment.getProperty(
                "caishi.simulator.base-url", "http://127.0.0.1:" + environment.getProperty("server.port", "8080")));
        String publicUrl = environment.getProperty("caishi.public-url", base.toString());
        return new SimulatorSettings(
                folder(environment),
                base,
                URI.create(environment.getProperty("caishi.simulator.public-url", publicUrl)),
                new BigDecimal(environment.getProperty("caishi.simulator.retry-scale", "1"))
                        .movePointRight(3)
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact(),
                environment.getProperty("caishi.simulator.transactions", Integer.class, capacityOfThisHeap()));
    }

    public static Path folder(Environment environment) {
        return Path.of(environment.getProperty("caishi.data", "./data")).resolve("simulator");
    }

    /** A delay of the real service as long as it takes here. */
    public Duration scaled(Duration real) {
        return Duration.ofMillis(real.toMillis() * delayPerMille / 1000);
    }

    /**
     * Whether a payer may be sent there: the services send payers only to the domain that the merchant registered; here, to
     * the product itself.
     *
     * @param host that the payer's browser asked
     */
    public boolean isOwnSite(String address, @Nullable String host) {
        try {
            URI uri = URI.create(address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            String authority = uri.getRawAuthority();
            return web
                    && authority != null
                    && (authority.equals(host)
                            || authority.equals(baseUrl.getRawAuthority())
                            || authority.equals(publicUrl.getRawAuthority()));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static int capacityOfThisHeap() {
        return (int) Math.min(MOST_TRANSACTIONS, Runtime.getRuntime().maxMemory() / HEAP_PER_TRANSACTION);
    }
}
