/** Answers a problem as JSON to programs and as a page in the product's look to people, in the reader's language. */
package org.caishi.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caishi.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

@Component
class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final List<String> PROGRAMS = List.of("/api/", "/notify/");

    private final MessageSource messages;
    private final Ids ids;

    ErrorAnswers(MessageSource messages, Ids ids) {
        this.messages = messages;
        this.ids = ids;
    }

    /** Answers with the problem's own words. */
    Object answer(HttpServletRequest request, Problem problem) {
        return answer(request, problem, words(problem.messageKey()));
    }

    /** Answers with words of the caller's. */
    Object answer(HttpServletRequest request, Problem problem, String words) {
        return render(request, problem, words, null);
    }

    /** Answers a fault of ours: the reader gets a number, the log the same number and the cause. */
    Object fault(HttpServletRequest request, @Nullable Throwable cause) {
        String reference = Long.toString(ids.next(0), 36).toUpperCase(Locale.ROOT);
        LOG.error("fault {} at {} {}", reference, request.getMethod(), pathOf(request), cause);
        return render(request, Problem.INTERNAL, words(Problem.INTERNAL.messageKey()), reference);
    }

    String words(String messageKey, Object... arguments) {
        return String.valueOf(messages.getMessage(messageKey, arguments, messageKey, LocaleContextHolder.getLocale()));
    }

    private Object render(HttpServletRequest request, Problem problem, String words, @Nullable String reference) {
        return wantsJson(request) ? json(problem, words, reference) : page(problem, words, reference);
    }

    private static ResponseEntity<Map<String, Map<String, String>>> json(
            Problem problem, String words, @Nullable String reference) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", problem.code());
        error.put("message", words);
        if (reference != null) {
            error.put("reference", reference);
        }
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_JSON);
        if (problem == Problem.BUSY) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(Map.of("error", error));
    }

    private static ModelAndView page(Problem problem, String words, @Nullable String reference) {
        ModelAndView page = new ModelAndView(problem.view());
        page.setStatus(HttpStatusCode.valueOf(problem.status()));
        page.addObject("message", words);
        page.addObject("reference", reference);
        return page;
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String path = pathOf(request);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return PROGRAMS.stream().anyMatch(path::startsWith)
                || (accept != null
                        && accept.contains(MediaType.APPLICATION_JSON_VALUE)
                        && !accept.contains(MediaType.TEXT_HTML_VALUE));
    }

    /** The path that was asked for, also behind the container's error dispatch. */
    private static String pathOf(HttpServletRequest request) {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return asked == null ? request.getRequestURI() : asked.toString();
    }
}
