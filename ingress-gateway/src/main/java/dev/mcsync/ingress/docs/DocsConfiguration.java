package dev.mcsync.ingress.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The description, for programs, and for people as Swagger UI draws it. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    private static final String OWN = "dev/mcsync/ingress/docs/";
    private static final String RENDERER = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    @Bean
    RouterFunction<ServerResponse> docsRoutes() {
        String renderer = "META-INF/resources/webjars/swagger-ui/%s/".formatted(version());
        return RouterFunctions.route()
                .GET("/openapi.yaml", new DocsFile(OWN + "openapi.yaml", "application/yaml"))
                .GET("/docs", new DocsFile(OWN + "page.html", "text/html;charset=utf-8"))
                .GET("/docs/start.css", new DocsFile(OWN + "start.css", "text/css;charset=utf-8"))
                .GET(
                        "/docs/start.js",
                        new DocsFile(OWN + "start.js", "text/javascript;charset=utf-8"))
                .GET(
                        "/docs/swagger-ui.css",
                        new DocsFile(renderer + "swagger-ui.css", "text/css;charset=utf-8"))
                .GET(
                        "/docs/swagger-ui-bundle.js",
                        new DocsFile(
                                renderer + "swagger-ui-bundle.js", "text/javascript;charset=utf-8"))
                .build();
    }

    /** Its files lie in a folder of that name. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = DocsFile.open(RENDERER)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
