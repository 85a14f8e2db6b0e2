/** Fills a customer's basket: goods by weight at the stall's prices, or a sum that she is told. */
package org.caishi.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.caishi.demo.Assortment.DemoGood;
import org.caishi.demo.PastSale.Item;
import org.caishi.units.Money;
import org.caishi.units.Weight;

/** Whole fen and whole grams throughout: an amount is always its weight times its price. */
final class PastBasket {
    private static final int LEAST_GRAMS = 80;
    private static final int MOST_GRAMS = 3_200;

    /** What the scales of these stalls can tell apart. */
    private static final int STEP_GRAMS = 2;

    private static final int FEN = 100;

    private PastBasket() {}

    /**
     * One to three goods. A stall whose scale cannot add up sells one at a time.
     *
     * @param most goods on one receipt
     */
    static List<Item> weigh(RandomGenerator random, DemoStall stall, int most) {
        int draw = random.nextInt(100);
        int count = Math.min(most, draw < 45 ? 1 : draw < 80 ? 2 : 3);
        List<Item> items = new ArrayList<>(count);
        int first = random.nextInt(stall.goods().size());
        for (int i = 0; i < count; i++) {
            DemoGood good = stall.goods().get((first + i) % stall.goods().size());
            Weight net = net(random, good, count);
            items.add(new Item(good, net, good.price().times(net)));
        }
        return items;
    }

    /** As much as makes a sensible sum: nobody buys three kilograms of saffron. */
    private static Weight net(RandomGenerator random, DemoGood good, int count) {
        int wantedFen = (900 + hump(random, 5_800)) * 2 / (count + 1);
        long grams = wantedFen * 1000L / good.price().fenPerKilogram();
        return Weight.ofGrams(Math.clamp(grams, LEAST_GRAMS, MOST_GRAMS) / STEP_GRAMS * STEP_GRAMS);
    }

    /** A typed sum: mostly whole or half yuan, small ones more often than large ones. */
    static Money typed(RandomGenerator random) {
        int draw = random.nextInt(100);
        int yuan = draw < 48 ? 4 + random.nextInt(26) : draw < 86 ? 25 + random.nextInt(55) : 80 + random.nextInt(130);
        int ending = random.nextInt(100);
        int fen = ending < 60 ? 0 : ending < 85 ? 50 : 10 * random.nextInt(10);
        return Money.ofFen((long) yuan * FEN + fen);
    }

    /** From 0 to below the bound, the middle most often. */
    private static int hump(RandomGenerator random, int bound) {
        int third = bound / 3;
        return random.nextInt(third) + random.nextInt(third) + random.nextInt(third);
    }
}
