/** What a vendor's business day came to so far, by hour, wallet and good. */
package org.caishi.report.phone;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caishi.platform.BusinessDay;
import org.caishi.report.phone.PhoneReceipts.QuarterSum;
import org.caishi.report.phone.PhoneReceipts.WalletSum;
import org.caishi.report.phone.PhoneSales.SoldGood;
import org.caishi.units.Money;

/**
 * @param hours in the order in which the business date runs, from the first hour with a payment to the last
 * @param givenBack refunds of this date, whenever they were paid
 * @param typed payments that came without a weighing
 */
record TodayView(
        Takings sum,
        Takings givenBack,
        List<HourSum> hours,
        List<WalletSum> wallets,
        List<SoldGood> goods,
        Takings typed) {
    private static final int QUARTER_SECONDS = 15 * 60;
    private static final int HOURS = 24;

    /**
     * One hour of the local clock.
     *
     * @param percentOfBest the bar's length beside the best hour's
     */
    record HourSum(int hour, Takings takings, long percentOfBest) {
        public String clock() {
            return "%02d:00".formatted(hour);
        }
    }

    static List<HourSum> hours(List<QuarterSum> quarters, BusinessDay day) {
        Map<Integer, Takings> byPlace = new TreeMap<>();
        for (QuarterSum quarter : quarters) {
            int hour = day.hourOf(Instant.ofEpochSecond(quarter.quarter() * QUARTER_SECONDS));
            byPlace.merge(
                    Math.floorMod(hour - day.cutHour(), HOURS),
                    new Takings(quarter.payments(), quarter.amountFen()),
                    (a, b) -> new Takings(a.payments() + b.payments(), a.amountFen() + b.amountFen()));
        }
        long best =
                byPlace.values().stream().mapToLong(Takings::amountFen).max().orElse(0);
        List<HourSum> hours = new ArrayList<>();
        if (best > 0) {
            int first = byPlace.keySet().iterator().next();
            for (int place = first; place < HOURS && hours.size() <= last(byPlace) - first; place++) {
                Takings takings = byPlace.getOrDefault(place, new Takings(0, 0));
                hours.add(new HourSum((place + day.cutHour()) % HOURS, takings, takings.amountFen() * 100 / best));
            }
        }
        return hours;
    }

    /** The day's sum less what was given back; below nothing when more than today's was. */
    public Money left() {
        return sum.amount().minus(givenBack.amount());
    }

    /** The part of the sum that was taken in cash. */
    public Takings cash() {
        return WalletSum.cash(wallets);
    }

    private static int last(Map<Integer, Takings> byPlace) {
        return byPlace.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
