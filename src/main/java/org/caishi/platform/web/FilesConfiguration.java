/** Where a page's style and script files are looked for: in their own folders, and nothing else in the jars. */
package org.caishi.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Before Spring Boot's own, which leaves alone what is mapped already. */
@Configuration
@Order(-1)
class FilesConfiguration implements WebMvcConfigurer {
    private static final List<String> FOLDERS = List.of("css/", "js/", "img/", "simulator/");

    private final WebProperties.Resources files;

    FilesConfiguration(WebProperties web) {
        this.files = web.getResources();
    }

    /** Style and script files carry their content's hash in the address, so a cache never serves an old one. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**")
                .addResourceLocations("classpath:/static/")
                .setCacheControl(Objects.requireNonNull(
                        files.getCache().getCachecontrol().toHttpCacheControl()))
                .resourceChain(true)
                .addResolver(new FoldersOnly())
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/css/**", "/js/**"));
    }

    /**
     * A link to another page passes by here each time it is written, and so does each unknown address: a look for a file
     * of that name in all jars of the class path would cost a customer's page more than the rest of it does.
     */
    private static final class FoldersOnly implements ResourceResolver {
        @Override
        public @Nullable Resource resolveResource(
                @Nullable HttpServletRequest request,
                String path,
                List<? extends Resource> locations,
                ResourceResolverChain chain) {
            return isOurs(path) ? chain.resolveResource(request, path, locations) : null;
        }

        @Override
        public @Nullable String resolveUrlPath(
                String path, List<? extends Resource> locations, ResourceResolverChain chain) {
            return isOurs(path) ? chain.resolveUrlPath(path, locations) : null;
        }

        private static boolean isOurs(String path) {
            return FOLDERS.stream().anyMatch(path::startsWith);
        }
    }
}
