/** Lets the product see markets that a test has written row by row, which it would else find within ten seconds. */
package org.caishi.market;

import static org.awaitility.Awaitility.await;

import java.util.Arrays;

public final class WrittenMarkets {
    private WrittenMarkets() {}

    /** Returns when the product knows all of them. */
    public static void show(Markets markets, String... codes) {
        await().until(() -> {
            markets.forget();
            return Arrays.stream(codes).allMatch(code -> markets.byCode(code).isPresent());
        });
    }
}
