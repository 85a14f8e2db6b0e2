/** The acknowledgement of a sale, as firmware-protocols/caishi-device/protocol.md has it. */
package org.caishi.scale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * @param seq null when the message could not be read so far
 * @param result {@code accepted} or {@code refused}
 * @param reason a word, only when refused
 * @param words for the maker of the scale, only when refused
 */
@JsonPropertyOrder({"kind", "serial", "seq", "result", "reason", "words"})
public record SaleAck(
        String kind,
        String serial,
        @Nullable Long seq,
        String result,
        @JsonInclude(Include.NON_NULL) @Nullable String reason,
        @JsonInclude(Include.NON_NULL) @Nullable String words) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static SaleAck accepted(String serial, long seq) {
        return new SaleAck("ack", serial, seq, "accepted", null, null);
    }

    public static SaleAck refused(String serial, @Nullable Long seq, String reason, String words) {
        return new SaleAck("ack", serial, seq, "refused", reason, words);
    }

    @JsonIgnore
    public boolean isAccepted() {
        return reason == null;
    }

    byte[] json() {
        return JSON.writeValueAsBytes(this);
    }
}
