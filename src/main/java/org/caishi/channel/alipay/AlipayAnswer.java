/** What came of asking the gateway: what was asked for, a refusal in the channel's own words, or nothing to rely on. */
package org.caishi.channel.alipay;

import tools.jackson.databind.JsonNode;

/** All but {@link Silent} are signed by Alipay. */
sealed interface AlipayAnswer {
    /**
     * {@code 10000}, or {@code 10003}: accepted, and the payer is still at it.
     *
     * @param body the fields, as they were signed
     */
    record Given(String code, JsonNode body) implements AlipayAnswer {
        /** A field without which the answer means nothing. */
        String present(String field) {
            String value = text(field);
            if (value.isEmpty()) {
                throw new IllegalArgumentException("a field is missing: " + field);
            }
            return value;
        }

        /** A field; empty where there is none. */
        String text(String field) {
            return body.path(field).asString("");
        }
    }

    /** A business refusal with its {@code sub_code}, e.g. {@code ACQ.TRADE_NOT_EXIST}. */
    record Refused(String code, String words) implements AlipayAnswer {}

    /** No answer, the service's own trouble, or bytes that are not the channel's. */
    record Silent(String why) implements AlipayAnswer {}

    int LONGEST_WORDS = 200;

    /** Told apart by the public codes: 10000, 10003, 40004 with a sub-code; whatever else decides nothing. */
    static AlipayAnswer of(JsonNode body) {
        String code = body.path("code").asString("");
        String subCode = body.path("sub_code").asString("");
        boolean trouble = subCode.endsWith("SYSTEM_ERROR") || subCode.endsWith("UNKNOW-ERROR");
        return switch (code) {
            case "10000", "10003" -> new Given(code, body);
            // The answer about a payer's token has no code when it succeeds.
            case "" -> subCode.isEmpty() ? new Given("10000", body) : new Silent(shortened(subCode));
            case "40004" ->
                trouble || subCode.isEmpty()
                        ? new Silent(shortened(code + " " + subCode))
                        : new Refused(
                                shortened(subCode),
                                shortened(body.path("sub_msg").asString("")));
            default -> new Silent(shortened(code + " " + subCode));
        };
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS);
    }
}
