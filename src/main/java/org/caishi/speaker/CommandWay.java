/** How a command reaches a speaker of a kind, if it does at all. */
package org.caishi.speaker;

import org.caishi.device.Device;

public enum CommandWay {
    /** On the speaker's own MQTT topic; it answers there. */
    TOPIC,
    /** With the answer to the speaker's next question. */
    POLL,
    /** Posted to the speaker's own door, which answers at once. */
    POST,
    /** As an announcement of its own, which any speaker of sentences says. */
    ANNOUNCED,
    /** Kept here and told with each sentence. */
    KEPT,
    NONE;

    public static CommandWay to(Device speaker, CommandKind kind) {
        return switch (Family.of(speaker)) {
            case CLOUD -> TOPIC;
            case POLLING -> kind == CommandKind.TEST ? ANNOUNCED : POLL;
            case PUSHED ->
                switch (kind) {
                    case TEST -> ANNOUNCED;
                    case VOLUME, STOP -> POST;
                    case KEY -> NONE; // it never proves anything to us, so a new key would never be taken
                };
            case CHIP ->
                switch (kind) {
                    case TEST -> ANNOUNCED;
                    case VOLUME -> KEPT;
                    case STOP, KEY -> NONE;
                };
            case MONEY, UNKNOWN -> NONE;
        };
    }

    /** Speakers that can be asked for the same things. */
    public enum Family {
        CLOUD,
        POLLING,
        PUSHED,
        CHIP,
        /** It hears sums, and nothing else. */
        MONEY,
        UNKNOWN;

        public static Family of(Device speaker) {
            if (SpeechProtocol.named(speaker.protocol()).isPresent()) {
                return CHIP;
            }
            return switch (speaker.protocol()) {
                case PushedSpeakers.PROTOCOL -> PUSHED;
                case MoneyTopicSpeakers.PROTOCOL -> MONEY;
                default -> ofOwnProtocol(speaker);
            };
        }

        private static Family ofOwnProtocol(Device speaker) {
            return switch (speaker.link()) {
                case MQTT -> speaker.protocol().equals(MqttSpeakers.PROTOCOL) ? CLOUD : UNKNOWN;
                case HTTP -> POLLING;
                case SERIAL, TCP_IN, TCP_OUT -> UNKNOWN;
            };
        }
    }
}
