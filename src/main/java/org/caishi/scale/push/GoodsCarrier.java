/** Hands goods that were fetched from the product to the scales beside this machine, as the product hands them to its own. */
package org.caishi.scale.push;

import java.time.InstantSource;
import java.util.List;
import org.caishi.device.LinkedDevices;
import org.caishi.device.WireUser;
import org.caishi.scale.ScaleGoods;

public final class GoodsCarrier {
    private final FetchedGoods goods;
    private final GoodsRounds rounds;
    private final DahuaUser labelScales;

    /** @param clock with the product's time */
    public GoodsCarrier(LinkedDevices devices, InstantSource clock) {
        PushBells bells = new PushBells();
        this.goods = new FetchedGoods(devices, bells, clock);
        this.rounds = new GoodsRounds(goods, new AwakeScales(clock), bells, devices);
        this.labelScales = new DahuaUser(goods);
    }

    /** Who speaks with label scales; to be asked before the reader of all other scales. */
    public WireUser labelScales() {
        return labelScales;
    }

    /** Who is told what smart scales say of their goods. */
    public ScaleGoods smartScales() {
        return rounds;
    }

    /** Sends again what is due; to be called every few seconds. */
    public void look() {
        goods.forgetStrangers();
        rounds.look();
    }

    /**
     * @param waiting goods that their scales have not taken yet
     * @param untold goods of which the product has not heard yet what came of them
     */
    public record Held(int waiting, int untold) {}

    public Held held() {
        return goods.held();
    }

    /** How many more goods it can hold. */
    public int room() {
        return goods.room();
    }

    /** Takes over what scales are to hold; what is known already changes nothing. */
    public void take(List<WantedGoods> wanted) {
        goods.take(wanted);
    }

    /** Serials of scales that have said they keep goods, since the product last heard it of them. */
    public List<String> ready(int most) {
        return goods.ready(most);
    }

    /** What came of goods that the product has not heard yet, the oldest first. */
    public List<GoodsResult> results(int most) {
        return goods.results(most);
    }

    /** The product has heard these. */
    public void arrived(List<String> ready, List<GoodsResult> results) {
        goods.arrived(ready, results);
    }
}
