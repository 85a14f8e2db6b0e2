/** Parts always add up to the fen, whatever the amount and the rates. */
package org.caishi.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void thePartsAddUpToTheFen() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            Money amount = Money.ofFen(1 + random.nextInt(i % 3 == 0 ? 20 : 5_000_000));
            FeePayer payer = random.nextBoolean() ? FeePayer.VENDOR : FeePayer.MARKET;
            Split split = Split.of(
                    amount, BasisPoints.of(random.nextInt(10_001)), BasisPoints.of(random.nextInt(601)), payer);
            assertThat(split.total()).isEqualTo(amount);
            assertThat(split.vendor().fen()).isNotNegative();
            assertThat(split.channelFee().fen()).isBetween(0L, amount.fen());
        }
    }

    @Test
    void theVendorBearsTheFeeUnlessTheMarketDoes() {
        assertThat(Split.of(Money.ofFen(10_000), BasisPoints.of(60), BasisPoints.of(38), FeePayer.VENDOR))
                .isEqualTo(new Split(Money.ofFen(9_902), Money.ofFen(60), Money.ofFen(38), Money.ZERO));
        assertThat(Split.of(Money.ofFen(10_000), BasisPoints.of(60), BasisPoints.of(38), FeePayer.MARKET))
                .isEqualTo(new Split(Money.ofFen(9_940), Money.ofFen(60), Money.ofFen(38), Money.ofFen(38)));
    }

    @Test
    void whenBothRoundingsAskForMoreThanThereIsTheChannelGoesFirst() {
        Split split = Split.of(Money.ofFen(1), BasisPoints.of(9_000), BasisPoints.of(9_000), FeePayer.VENDOR);

        assertThat(split.channelFee()).isEqualTo(Money.ofFen(1));
        assertThat(split.vendor()).isEqualTo(Money.ZERO);
        assertThat(split.commission()).isEqualTo(Money.ZERO);
    }

    @Test
    void refundsInAnyStepsTakeBackEveryPartToTheFen() {
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            Money amount = Money.ofFen(1 + random.nextInt(i % 3 == 0 ? 30 : 5_000_000));
            FeePayer payer = random.nextBoolean() ? FeePayer.VENDOR : FeePayer.MARKET;
            Split split =
                    Split.of(amount, BasisPoints.of(random.nextInt(3_001)), BasisPoints.of(random.nextInt(601)), payer);
            Split taken = new Split(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
            Money refunded = Money.ZERO;
            while (!refunded.equals(amount)) {
                long left = amount.minus(refunded).fen();
                Money step = Money.ofFen(random.nextInt(4) == 0 ? left : 1 + random.nextLong(left));
                Split part = split.takenBack(refunded, refunded.plus(step));
                assertThat(part.total()).isEqualTo(step);
                refunded = refunded.plus(step);
                taken = new Split(
                        taken.vendor().plus(part.vendor()),
                        taken.commission().plus(part.commission()),
                        taken.channelFee().plus(part.channelFee()),
                        taken.subsidy().plus(part.subsidy()));
                assertThat(taken.vendor().fen()).isBetween(0L, split.vendor().fen());
                assertThat(taken.commission().fen())
                        .isBetween(0L, split.commission().fen());
                assertThat(taken.channelFee().fen())
                        .isBetween(0L, split.channelFee().fen());
            }
            assertThat(taken).isEqualTo(split);
        }
    }

    @Test
    void aHalfRefundTakesHalfOfEachPart() {
        Split split = Split.of(Money.ofFen(10_000), BasisPoints.of(60), BasisPoints.of(38), FeePayer.MARKET);

        assertThat(split.takenBack(Money.ZERO, Money.ofFen(5_000)))
                .isEqualTo(new Split(Money.ofFen(4_970), Money.ofFen(30), Money.ofFen(19), Money.ofFen(19)));
    }
}
