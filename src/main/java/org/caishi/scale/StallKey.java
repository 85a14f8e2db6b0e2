/** Names a stall in the whole product, and the topic of its open pages. */
package org.caishi.scale;

record StallKey(long marketId, long stallId) {
    String topic() {
        return "stall/" + marketId + "/" + stallId;
    }
}
