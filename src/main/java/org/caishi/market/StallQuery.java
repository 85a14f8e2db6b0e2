/** What somebody asks of the stall list: a part of it, in an order, page by page. */
package org.caishi.market;

import org.jspecify.annotations.Nullable;

/**
 * A question to the list; null and blank mean "all".
 *
 * @param text part of a stall number or trade name, or a whole phone number
 * @param page from 1
 */
record StallQuery(
        @Nullable Long zone,
        @Nullable StallState state,
        @Nullable String text,
        @Nullable Order order,
        @Nullable Integer page) {
    static final int PAGE_SIZE = 50;
    private static final int LAST_PAGE = 1_000;
    private static final int LONGEST_TEXT = 40;

    /** The columns by which the list may stand. */
    enum Order {
        WALK,
        NUMBER,
        NAME
    }

    /** The same question within its bounds. */
    StallQuery bounded() {
        String words = text == null ? "" : text.strip();
        return new StallQuery(
                zone,
                state,
                words.substring(0, Math.min(words.length(), LONGEST_TEXT)),
                order == null ? Order.WALK : order,
                page == null ? 1 : Math.clamp(page, 1, LAST_PAGE));
    }

    int offset() {
        return page == null ? 0 : (page - 1) * PAGE_SIZE;
    }
}
