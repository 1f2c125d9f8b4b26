package dev.mcsync.ingress.http;

import dev.mcsync.contracts.failure.FailureKinds;
import dev.mcsync.ingress.settings.IngressSettings;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;

/** The web server, its limits, and what every answer has in common. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

    /**
     * In bytes: enough for 5 MB/s over a round trip of 50 ms. The system's own size grows to
     * megabytes, which it holds for each caller that does not read.
     */
    private static final int SEND_BUFFER = 256 * 1024;

    @Bean
    WebExceptionHandler problemErrors() {
        return new ProblemErrors(new FailureKinds(InstantSource.system()));
    }

    @Bean
    WebHttpHandlerBuilderCustomizer lateFailures() {
        return builder -> builder.httpHandlerDecorator(LateFailures::heardBeside);
    }

    @Bean
    WebFilter headAsGet() {
        return new HeadAsGet();
    }

    @Bean
    WebFilter flyingErrors() {
        return new FlyingErrors();
    }

    @Bean
    WebFilter securityHeaders(IngressSettings settings) {
        return new SecurityHeaders(settings.cookieNeedsTls());
    }

    /** All limits end with the request's body: they cut no long-poll, stream or WebSocket. */
    @Bean
    NettyServerCustomizer requestTimeouts(IngressSettings settings) {
        return server ->
                server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                        .readTimeout(settings.readTimeout())
                        .requestTimeout(settings.requestTimeout())
                        .doOnChannelInit((_, channel, _) -> {
                            RequestCheck.over(channel);
                            OldHttp.over(channel);
                            HeadWatch.over(channel, settings.requestTimeout());
                            ConnectionGuard.over(channel, settings.writeStall());
                        });
    }

    /** Threads of its own, since other services may share the process and outlive this one. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setShutdownTimeout(Duration.ofSeconds(2));
        return resources;
    }
}
