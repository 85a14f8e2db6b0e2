/** Told within the transaction that adds goods or changes their prices; it has not happened until that is committed. */
package org.caishi.catalog;

import java.util.List;

/** @param by the sign-in name of who did it; empty where the product did */
public record GoodsChanged(List<Good> goods, String by) {
    public GoodsChanged {
        goods = List.copyOf(goods);
    }
}
