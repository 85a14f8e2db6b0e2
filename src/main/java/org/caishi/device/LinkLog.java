/** What whoever speaks over a link tells about it, for the manager's pages. */
package org.caishi.device;

/** Kept in memory and bounded; cheap enough to be told of every frame. */
public interface LinkLog {
    /** So many good frames have come. */
    void frames(int count);

    /**
     * Something that came was thrown away, or something that was due did not come.
     *
     * @param kind one short word, e.g. {@code checksum}, {@code silence}
     * @param raw the bytes it is about, with a few around them; empty where there are none. They are copied
     */
    void rejected(String kind, byte[] raw);

    /** The last thing it said that is no weight, for a person to read. */
    void said(String words);
}
