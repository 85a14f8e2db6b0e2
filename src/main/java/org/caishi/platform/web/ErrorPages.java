/** Where the container sends what failed outside a handler: refusals of the security chain, unknown paths. */
package org.caishi.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

@PreAuthorize("permitAll()")
@Controller
class ErrorPages implements ErrorController {
    private final ErrorAnswers answers;

    ErrorPages(ErrorAnswers answers) {
        this.answers = answers;
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Somebody who types /error has no error.
        Problem problem = status instanceof Integer code ? Problem.ofStatus(code) : Problem.NOT_FOUND;
        return problem == Problem.INTERNAL
                ? answers.fault(request, (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
                : answers.answer(request, problem);
    }
}
