/** Gives every page what its frame shows: who is signed in, and where the page is. */
package org.caishi.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

@ControllerAdvice
class PageAttributes {
    @ModelAttribute("person")
    @Nullable Person person(@AuthenticationPrincipal @Nullable Object principal) {
        return principal instanceof Person person ? person : null;
    }

    @ModelAttribute("path")
    String path(HttpServletRequest request) {
        return request.getRequestURI();
    }
}
