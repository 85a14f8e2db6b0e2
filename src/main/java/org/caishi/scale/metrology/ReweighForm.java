/** What the one at the fair scale says of the goods on it. */
package org.caishi.scale.metrology;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * @param fair the fair scale's id
 * @param source LIVE: take what the scale shows; TYPED: take {@code actualKg}
 */
record ReweighForm(
        @Nullable Long fair,
        @Nullable GoodsKind kind,
        Judgement.@Nullable Basis basis,
        @Nullable Method method,
        Reweigh.@Nullable Source source,
        @Nullable String actualKg,
        @Nullable String remark) {
    static final int LONGEST_REMARK = 200;

    static ReweighForm suggested(@Nullable Long fair, GoodsKind kind, Method method) {
        return new ReweighForm(fair, kind, Judgement.Basis.KIND, method, null, null, null);
    }

    Method methodOrEqual() {
        return Objects.requireNonNullElse(method, Method.EQUAL);
    }

    Judgement.Basis basisOrKind() {
        return Objects.requireNonNullElse(basis, Judgement.Basis.KIND);
    }

    Reweigh.Source sourceOrTyped() {
        return Objects.requireNonNullElse(source, Reweigh.Source.TYPED);
    }
}
