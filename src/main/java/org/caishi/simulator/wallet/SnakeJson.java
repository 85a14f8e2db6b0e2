/** JSON as the services write it: snake_case, nothing that is null, unknown fields ignored; apart from the product's own mapper. */
package org.caishi.simulator.wallet;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

public final class SnakeJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            // A record's isPaid() is a question, not a field.
            .changeDefaultVisibility(seen -> seen.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private SnakeJson() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /**
     * Reads a value.
     *
     * @throws tools.jackson.core.JacksonException when it is no JSON, or of another form
     */
    public static <T> @Nullable T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /**
     * Reads whatever it is.
     *
     * @throws tools.jackson.core.JacksonException when it is no JSON
     */
    public static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }
}
