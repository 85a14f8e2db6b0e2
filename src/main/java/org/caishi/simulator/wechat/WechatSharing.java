/** A split of one payment: accepted at once, done a little later; what came back is kept with it. */
package org.caishi.simulator.wechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param receivers who gets what; for the unfreezing of the rest, the merchant itself
 * @param unfreezes true when the rest goes to the merchant and no other split can follow
 * @param toOthers false for a split that only gives the rest back to the merchant
 * @param finished null while it is under way
 */
record WechatSharing(
        String outOrderNo,
        String orderId,
        List<Receiver> receivers,
        boolean unfreezes,
        boolean toOthers,
        Instant created,
        @Nullable Instant finished,
        List<Return> returns) {
    /** One share in fen. */
    record Receiver(String type, String account, long amount, String description, String detailId) {}

    /** A share, or a part of it, given back. */
    record Return(
            String outReturnNo,
            String returnId,
            String returnMchid,
            long amount,
            String description,
            Instant created) {}

    WechatSharing finished(Instant now) {
        return new WechatSharing(outOrderNo, orderId, receivers, unfreezes, toOthers, created, now, returns);
    }

    WechatSharing with(Return back) {
        List<Return> all = new ArrayList<>(returns);
        all.add(back);
        return new WechatSharing(
                outOrderNo, orderId, receivers, unfreezes, toOthers, created, finished, List.copyOf(all));
    }

    long sharedFen() {
        long out = toOthers ? receivers.stream().mapToLong(Receiver::amount).sum() : 0;
        return out - returns.stream().mapToLong(Return::amount).sum();
    }

    /** What an account got by this split and has not given back. */
    long heldBy(String account) {
        long got = receivers.stream()
                .filter(receiver -> toOthers && receiver.account().equals(account))
                .mapToLong(Receiver::amount)
                .sum();
        long gaveBack = returns.stream()
                .filter(back -> back.returnMchid().equals(account))
                .mapToLong(Return::amount)
                .sum();
        return got - gaveBack;
    }
}
