/** Files are served from their folders, under addresses that change with what is in them, and looked for nowhere else. */
package org.caishi.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.caishi.identity.Visitor;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

@ProductTest
class FilesTest {
    private static final Path FILES = Path.of("src/main/resources/static");

    @Autowired
    ResourceUrlProvider addresses;

    @Test
    void everyFileOfOursHasAnAddress() throws Exception {
        try (Stream<Path> files = Files.walk(FILES)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> "/" + FILES.relativize(file)))
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(addresses.getForLookupPath(path))
                            .as(path)
                            .isNotNull());
        }
    }

    @Test
    void aStylesAddressCarriesItsHashAndMayBeKeptForAnHour() throws Exception {
        String address = Objects.requireNonNull(addresses.getForLookupPath("/css/wallet.css"));

        assertThat(address).matches("/css/wallet-[0-9a-f]{32}[.]css");
        HttpResponse<String> style = new Visitor().get(address);
        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(style.headers().firstValue("Cache-Control")).contains("max-age=3600");
        assertThat(style.body()).contains("body");
    }

    @Test
    void nothingIsLookedForOutsideTheFolders() {
        assertThat(new ClassPathResource("static/elsewhere.txt").exists()).isTrue();

        assertThat(addresses.getForLookupPath("/elsewhere.txt")).isNull();
        assertThat(addresses.getForLookupPath("/q/elsewhere.txt/orders")).isNull();
    }
}
