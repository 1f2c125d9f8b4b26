package dev.mcsync.realtime.http;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** What Spring Boot's settings of the web server leave open. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    /**
     * In bytes: enough for 5 MB/s over a round trip of 50 ms. The system's own size grows to
     * megabytes, in which a client that stands still would go unnoticed for as long.
     */
    private static final int SEND_BUFFER = 256 * 1024;

    private static final Duration READ_WITHIN = Duration.ofSeconds(5);
    private static final Duration REQUEST_WITHIN = Duration.ofSeconds(10);

    @Bean
    NettyServerCustomizer serverLimits() {
        return server ->
                server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                        .readTimeout(READ_WITHIN)
                        .requestTimeout(REQUEST_WITHIN);
    }

    /**
     * Threads of its own: shared ones would end, for every service of a process, with the first.
     */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
