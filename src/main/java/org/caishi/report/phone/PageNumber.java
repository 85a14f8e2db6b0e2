/** Which page of a list is asked for; a number that makes no sense is the first. */
package org.caishi.report.phone;

/**
 * @param number from 1
 */
record PageNumber(int number) {
    static final int ROWS = 50;
    private static final int MOST = 2_000;

    static PageNumber of(int asked) {
        return new PageNumber(Math.clamp(asked, 1, MOST));
    }

    int offset() {
        return (number - 1) * ROWS;
    }

    /** Whether there are rows behind this page. */
    public boolean hasNext(int rows) {
        return rows > offset() + ROWS;
    }
}
