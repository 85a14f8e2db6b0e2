/** Answers those who may not: sign in first, or there is no such thing, or not for you. */
package org.caishi.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** The words and pages come from the error door; a path nobody serves is 404 for everybody. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    /** For those who are not signed in. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException notSignedIn)
            throws IOException {
        if (isOf(request, "/api/")) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (!isPeoples(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (request.getHeader("HX-Request") != null) {
            // A sign-in page inside a fragment helps nobody: htmx reloads the whole page instead.
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (wants(request, MediaType.APPLICATION_JSON_VALUE)
                || wants(request, MediaType.TEXT_EVENT_STREAM_VALUE)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(request.getContextPath() + "/login");
        }
    }

    /** For those who are signed in as somebody else, and for forms without their CSRF token. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException && (isOf(request, "/login") || isOf(request, "/logout"))) {
            response.sendRedirect(request.getContextPath() + SignInNote.EXPIRED.address());
        } else if (denied instanceof CsrfException || isPeoples(request) || isOf(request, "/api/")) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static boolean isPeoples(HttpServletRequest request) {
        return isOf(request, "/manage/") || isOf(request, "/vendor/");
    }

    private static boolean isOf(HttpServletRequest request, String folder) {
        return (request.getRequestURI() + "/").startsWith(request.getContextPath() + folder);
    }

    private static boolean wants(HttpServletRequest request, String type) {
        @Nullable String accept = request.getHeader("Accept");
        return accept != null && accept.contains(type) && !accept.contains(MediaType.TEXT_HTML_VALUE);
    }
}
