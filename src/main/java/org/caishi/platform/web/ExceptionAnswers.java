/** Turns what handlers throw into answers: a status that programs can rely on, words that say what to do. */
package org.caishi.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import org.caishi.platform.BadInput;
import org.caishi.platform.FreeSpace;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** A module may answer its own exceptions before this one does, with an advice of a higher order. */
@ControllerAdvice
@Order
class ExceptionAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionAnswers.class);

    private final ErrorAnswers answers;

    ExceptionAnswers(ErrorAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler
    Object notFound(NotFound e, HttpServletRequest request) {
        return answers.answer(request, Problem.NOT_FOUND);
    }

    @ExceptionHandler
    Object badInput(BadInput e, HttpServletRequest request) {
        return answers.answer(request, Problem.BAD_INPUT, answers.words(e.messageKey(), e.arguments()));
    }

    @ExceptionHandler
    Object notValid(MethodArgumentNotValidException e, HttpServletRequest request) {
        return answers.answer(request, Problem.BAD_INPUT, fieldWords(e.getBindingResult()));
    }

    @ExceptionHandler
    Object notBound(BindException e, HttpServletRequest request) {
        return answers.answer(request, Problem.BAD_INPUT, fieldWords(e.getBindingResult()));
    }

    @ExceptionHandler({
        ConstraintViolationException.class,
        HttpMessageNotReadableException.class,
        MultipartException.class
    })
    Object notReadable(HttpServletRequest request) {
        return answers.answer(request, Problem.BAD_INPUT);
    }

    @ExceptionHandler
    Object tooLarge(MaxUploadSizeExceededException e, HttpServletRequest request) {
        return answers.answer(request, Problem.TOO_LARGE);
    }

    /** An address with an id that is no id does not exist; a parameter of the wrong kind is a mistake in the form. */
    @ExceptionHandler
    Object wrongType(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        boolean inAddress = e.getParameter().hasParameterAnnotation(PathVariable.class);
        return answers.answer(request, inAddress ? Problem.NOT_FOUND : Problem.BAD_INPUT);
    }

    @ExceptionHandler
    Object busy(GroupCommit.Busy e, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        return answers.answer(request, Problem.BUSY);
    }

    @ExceptionHandler
    Object noRoom(FreeSpace.NoRoom e, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "30");
        return answers.answer(request, Problem.NO_ROOM);
    }

    @ExceptionHandler
    Object outcomeUnknown(GroupCommit.OutcomeUnknown e, HttpServletRequest request) {
        LOG.error("not known whether it was written, at {} {}", request.getMethod(), request.getRequestURI(), e);
        return answers.answer(request, Problem.OUTCOME_UNKNOWN);
    }

    /** Left to the security chain, which knows whether to ask for a sign-in. */
    @ExceptionHandler
    void accessDenied(AccessDeniedException e) {
        throw e;
    }

    @ExceptionHandler
    void notSignedIn(AuthenticationException e) {
        throw e;
    }

    /** The reader has gone, or a stream has lived its time: there is nobody to answer. */
    @ExceptionHandler({AsyncRequestNotUsableException.class, AsyncRequestTimeoutException.class})
    void gone() {}

    @ExceptionHandler
    @Nullable Object other(Exception e, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            LOG.warn("failed after the answer had begun, at {} {}", request.getMethod(), request.getRequestURI(), e);
            return null;
        }
        if (Transactions.isDatabaseGone(e)) {
            LOG.warn("no database at {} {}: {}", request.getMethod(), request.getRequestURI(), e.toString());
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            return answers.answer(request, Problem.BUSY);
        }
        if (Transactions.isOutOfRoom(e)) {
            LOG.error("the database's disk is full, at {} {}", request.getMethod(), request.getRequestURI());
            response.setHeader(HttpHeaders.RETRY_AFTER, "30");
            return answers.answer(request, Problem.NO_ROOM);
        }
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            return answers.answer(
                    request, Problem.ofStatus(known.getStatusCode().value()));
        }
        return answers.fault(request, e);
    }

    private String fieldWords(BindingResult result) {
        if (result.getFieldError() == null) {
            return answers.words(Problem.BAD_INPUT.messageKey());
        }
        String field = result.getFieldError().getField();
        return answers.words("common.error.field", field, answers.words(Problem.BAD_INPUT.messageKey()));
    }
}
