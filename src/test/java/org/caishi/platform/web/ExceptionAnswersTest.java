/** Whatever a handler throws, the asker gets a proper status, words that say what to do, and no trace. */
package org.caishi.platform.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.view;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.caishi.platform.BadInput;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

class ExceptionAnswersTest {
    private MockMvc doors = MockMvcBuilders.standaloneSetup().build();

    @BeforeEach
    void openDoors() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/common", "messages/identity");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        doors = MockMvcBuilders.standaloneSetup(new Doors())
                .setControllerAdvice(new ExceptionAnswers(new ErrorAnswers(messages, new Ids(Clock.systemUTC(), 0))))
                .defaultRequest(get("/").locale(java.util.Locale.SIMPLIFIED_CHINESE))
                .build();
    }

    @Test
    void pagesForPeopleAndJsonForPrograms() throws Exception {
        doors.perform(get("/missing")).andExpect(status().isNotFound()).andExpect(view().name("error/404"));
        doors.perform(get("/missing").accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.error.code").value("not-found"));
    }

    @Test
    void badInputSpeaksTheReadersLanguage() throws Exception {
        doors.perform(get("/bad-input").accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.error.message").value("登录名“王”已被使用，请换一个。"));
        doors.perform(get("/bad-input").accept(MediaType.APPLICATION_JSON).locale(java.util.Locale.ENGLISH))
                .andExpect(jsonPath("$.error.message").value("The name \"王\" is taken. Please choose another."));
    }

    @Test
    void aWrongIdInTheAddressIsNotFoundAndAWrongFieldIsBadInput() throws Exception {
        doors.perform(get("/things/abc")).andExpect(status().isNotFound());
        doors.perform(get("/search").param("page", "abc")).andExpect(status().isBadRequest());
        doors.perform(get("/search")).andExpect(status().isBadRequest());
    }

    @Test
    void aBusyWriterAsksToComeBackInASecond() throws Exception {
        doors.perform(get("/busy"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "1"));
    }

    @Test
    void wrongMethodKindAndSizeHaveTheirOwnStatus() throws Exception {
        doors.perform(post("/missing")).andExpect(status().isMethodNotAllowed()).andExpect(header().exists("Allow"));
        doors.perform(post("/json").contentType(MediaType.TEXT_PLAIN).content("x"))
                .andExpect(status().isUnsupportedMediaType());
        doors.perform(get("/too-large")).andExpect(status().isContentTooLarge());
    }

    @Test
    void aFaultOfOursShowsANumberAndNoTrace() throws Exception {
        doors.perform(get("/fault").accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isInternalServerError())
                .andExpect(jsonPath("$.error.reference").isNotEmpty())
                .andExpect(content().string(not(containsString("secret detail"))));
    }

    @RestController
    static class Doors {
        @GetMapping("/missing")
        String missing() {
            throw new NotFound("thing");
        }

        @GetMapping("/bad-input")
        String badInput() {
            throw new BadInput("identity.name.taken", "王");
        }

        @GetMapping("/things/{id}")
        String thing(@PathVariable long id) {
            return "" + id;
        }

        @GetMapping("/search")
        String search(@RequestParam int page) {
            return "" + page;
        }

        @GetMapping("/busy")
        String busy() {
            GroupCommit<Integer, Integer> closed =
                    new GroupCommit<>("closed", 1, 1, List::copyOf, new SimpleMeterRegistry());
            closed.close();
            return "" + closed.submit(0, 1);
        }

        @PostMapping(path = "/json", consumes = MediaType.APPLICATION_JSON_VALUE)
        String json() {
            return "";
        }

        @GetMapping("/too-large")
        String tooLarge() {
            throw new MaxUploadSizeExceededException(1);
        }

        @GetMapping("/fault")
        String fault() {
            throw new IllegalStateException("secret detail");
        }
    }
}
