package dev.mcsync.ingress.http;

import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.service.problem.FailureWords;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** The limits of requests from outside, and what every answer has in common. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    FailureWords gatewayWords() {
        return new GatewayWords();
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
    WebFilter securityHeaders(IngressSettings settings) {
        return new SecurityHeaders(settings.cookieNeedsTls());
    }

    /** All limits end with the request's body: they cut no long-poll, stream or WebSocket. */
    @Bean
    NettyServerCustomizer requestTimeouts(IngressSettings settings) {
        return server ->
                server.readTimeout(settings.readTimeout())
                        .requestTimeout(settings.requestTimeout())
                        .doOnChannelInit((_, channel, _) -> {
                            RequestCheck.over(channel);
                            OldHttp.over(channel);
                            RequestWatch.over(channel, settings.requestTimeout());
                        });
    }
}
