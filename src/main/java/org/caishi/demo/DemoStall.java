/** One stall of the demonstration, with the one who trades there. */
package org.caishi.demo;

import java.util.List;
import org.caishi.demo.Assortment.DemoGood;

/**
 * A stall as the seed has it.
 *
 * @param position in the walking order of the market
 * @param token of its plate
 * @param merchantNo its vendor's sub-merchant number at the simulated WeChat Pay
 * @param signInName its vendor's
 */
record DemoStall(
        String stallNo,
        int position,
        int mapX,
        int mapY,
        String tradeName,
        String ownerName,
        String phone,
        String licenceNo,
        String token,
        String merchantNo,
        String signInName,
        List<DemoGood> goods) {
    /** Its vendor's number at the simulated UnionPay, where they have 15 digits. */
    String unionpayNo() {
        return "89833" + merchantNo;
    }

    /** Its vendor's sub-merchant number (smid) at the simulated Alipay: 2088 and twelve digits. */
    String alipayNo() {
        return "2088%012d".formatted(Long.parseLong(merchantNo));
    }
}
