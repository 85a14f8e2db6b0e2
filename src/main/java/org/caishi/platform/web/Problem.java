/** What can go wrong for the one who asks: its status, its code for programs, its page and words for people. */
package org.caishi.platform.web;

import java.util.Locale;

enum Problem {
    BAD_INPUT(400, "400"),
    SIGNED_OUT(401, "403"),
    FORBIDDEN(403, "403"),
    NOT_FOUND(404, "404"),
    METHOD(405, "400"),
    NOT_ACCEPTABLE(406, "400"),
    TOO_LARGE(413, "400"),
    MEDIA_TYPE(415, "400"),
    INTERNAL(500, "500"),
    BUSY(503, "500"),
    NO_ROOM(503, "500"),
    OUTCOME_UNKNOWN(503, "500");

    private final int status;
    private final String page;

    Problem(int status, String page) {
        this.status = status;
        this.page = page;
    }

    /** The problem that stands for an HTTP status; the nearest one where none has that very status. */
    static Problem ofStatus(int status) {
        for (Problem problem : values()) {
            if (problem.status == status) {
                return problem;
            }
        }
        return status >= 400 && status < 500 ? BAD_INPUT : INTERNAL;
    }

    int status() {
        return status;
    }

    String view() {
        return "error/" + page;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String messageKey() {
        return "common.error." + code();
    }
}
