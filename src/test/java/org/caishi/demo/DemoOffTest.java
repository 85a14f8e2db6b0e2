/** Without the demonstration nothing of it exists: no page, no list of keys, no pretended wallet. */
package org.caishi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

class DemoOffTest {
    private static final String[] PATHS = {
        "/demo", "/demo/plates.json", "/demo/devices.json", "/demo/as/wechat/00350000000000000000"
    };

    @ParameterizedTest
    @ValueSource(strings = {"caishi.demo=false", "nothing.said=true"})
    void itsPathsAre404(String property) {
        new WebApplicationContextRunner()
                .withUserConfiguration(OnlyTheDemo.class)
                .withPropertyValues(property)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context).doesNotHaveBean(PretendedWallet.class);
                    assertThat(context).doesNotHaveBean(Seeding.class);
                    var http = MockMvcBuilders.webAppContextSetup(context).build();
                    for (String path : PATHS) {
                        assertThat(http.perform(get(path))
                                        .andReturn()
                                        .getResponse()
                                        .getStatus())
                                .as(path)
                                .isEqualTo(404);
                    }
                });
    }

    @Configuration
    @EnableWebMvc
    @ComponentScan("org.caishi.demo")
    static class OnlyTheDemo {}
}
