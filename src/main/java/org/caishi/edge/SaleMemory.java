/** Remembers the last sales of each scale, so that one that is told again takes no room in the buffer. */
package org.caishi.edge;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bounded by the scales that hang here and so many sales each; what is older is left to the centre, which knows all. */
final class SaleMemory {
    private static final int SALES_A_SCALE = 512;

    private final Map<String, Map<Long, Long>> scales = new HashMap<>();

    /** Whether a sale has been here. */
    enum Seen {
        NEVER,
        SAME,
        /** The number has come with another message. */
        OTHER
    }

    synchronized Seen seen(BufferedSale sale) {
        Long hash = scales.getOrDefault(sale.serial(), Map.of()).get(sale.sequence());
        if (hash == null) {
            return Seen.NEVER;
        }
        return hash == hash(sale.message()) ? Seen.SAME : Seen.OTHER;
    }

    synchronized void remember(BufferedSale sale) {
        Map<Long, Long> latest = scales.computeIfAbsent(sale.serial(), serial -> new LinkedHashMap<>());
        latest.put(sale.sequence(), hash(sale.message()));
        if (latest.size() > SALES_A_SCALE) {
            latest.remove(latest.keySet().iterator().next());
        }
    }

    private static long hash(byte[] message) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
