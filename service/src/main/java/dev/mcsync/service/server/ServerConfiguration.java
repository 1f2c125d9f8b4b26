package dev.mcsync.service.server;

import dev.mcsync.service.settings.SharedSettings;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.server.WebFilter;

/** What Spring Boot's settings of the web server leave open. */
@Configuration(proxyBeanMethods = false)
public class ServerConfiguration {

    /**
     * In bytes: enough for 5 MB/s over a round trip of 50 ms. The system's own size grows to
     * megabytes, which it holds for each caller that does not read, and in which such a caller
     * would go unnoticed for as long.
     */
    private static final int SEND_BUFFER = 256 * 1024;

    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    @Bean
    NettyServerCustomizer guardedConnections(SharedSettings settings) {
        return server ->
                server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                        .doOnChannelInit((_, channel, _) ->
                                ConnectionGuard.over(channel, settings.writeStall()));
    }

    @Bean
    WebFilter flyingErrors() {
        return new FlyingErrors();
    }

    /**
     * Threads of its own: shared ones would end, for every service of a process, with the first.
     */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setShutdownTimeout(LONGEST_END);
        return resources;
    }
}
