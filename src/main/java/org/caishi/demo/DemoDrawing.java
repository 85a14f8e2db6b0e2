/** Draws one market's zones and stalls from the seed, in order: the same calls give the same market. */
package org.caishi.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.caishi.demo.InventedNames.Owner;
import org.caishi.market.PlateToken;
import org.caishi.units.BasisPoints;

final class DemoDrawing {
    /** Another seed is another demonstration: other tokens, names and prices. */
    static final long SEED = 20_260_101;

    /** Named, for the default may be another one in another Java. */
    private static final String ALGORITHM = "L64X128MixRandom";

    /** A zone is two rows of stalls along an aisle; three zones stand side by side. All in decimetres. */
    private static final int STALL_WIDTH = 25;

    private static final int AISLE = 60;
    private static final int ZONE_DEPTH = 160;
    private static final int ZONES_ABREAST = 3;
    private static final int EDGE = 30;

    private final long marketId;
    private final String signInPrefix;
    private final long firstMerchantNo;
    private final RandomGenerator random;
    private final InventedNames names;
    private int zonesDrawn;
    private int stallsDrawn;

    DemoDrawing(long marketId, String signInPrefix, long firstMerchantNo) {
        this.marketId = marketId;
        this.signInPrefix = signInPrefix;
        this.firstMerchantNo = firstMerchantNo;
        this.random = RandomGeneratorFactory.of(ALGORITHM).create(SEED + marketId);
        this.names = new InventedNames(random);
    }

    DemoZone zone(String letter, String name, int stalls, Assortment assortment) {
        return zone(letter, name, stalls, assortment, Optional.empty());
    }

    DemoZone zone(String letter, String name, int stalls, Assortment assortment, BasisPoints commission) {
        return zone(letter, name, stalls, assortment, Optional.of(commission));
    }

    private DemoZone zone(
            String letter, String name, int count, Assortment assortment, Optional<BasisPoints> commission) {
        int firstPlu = (zonesDrawn + 1) * 100 + 1;
        List<DemoStall> stalls = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            stalls.add(stall("%s%02d".formatted(letter, number), number - 1, count / 2, assortment, firstPlu));
        }
        zonesDrawn++;
        return new DemoZone(name, assortment.isWeighed(), commission, List.copyOf(stalls));
    }

    private DemoStall stall(String stallNo, int place, int row, Assortment assortment, int firstPlu) {
        int number = stallsDrawn++;
        Owner owner = names.owner();
        return new DemoStall(
                stallNo,
                number,
                mapX(place, row),
                mapY(place, row),
                names.sign(owner, assortment.trades()),
                owner.name(),
                phone(number),
                licenceNo(number),
                PlateToken.draw(marketId, random),
                Long.toString(firstMerchantNo + number),
                signInPrefix + stallNo.toLowerCase(Locale.ROOT),
                assortment.draw(random, firstPlu));
    }

    /** Up one side of the aisle, back down the other. */
    private int mapX(int place, int row) {
        int along = place < row ? place : 2 * row - 1 - place;
        return EDGE + zonesDrawn % ZONES_ABREAST * (row * STALL_WIDTH + AISLE) + along * STALL_WIDTH;
    }

    private int mapY(int place, int row) {
        return EDGE + zonesDrawn / ZONES_ABREAST * ZONE_DEPTH + (place < row ? 0 : AISLE + STALL_WIDTH);
    }

    /** No mobile number begins with 100, so nobody answers this one. */
    private String phone(int number) {
        return "100%08d".formatted(marketId * 1_000 + number + 1);
    }

    /** Has the look of a trader's licence; the letter O stands in none. */
    private String licenceNo(int number) {
        return "92000000MADEMO%04d".formatted(marketId % 10 * 1_000 + number + 1);
    }
}
