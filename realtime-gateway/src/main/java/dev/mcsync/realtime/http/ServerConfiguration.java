package dev.mcsync.realtime.http;

import dev.mcsync.realtime.RealtimeSettings;
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

    /**
     * No read or request time-out of Reactor Netty's: they go on counting on a socket that was
     * upgraded, and end it. The gateway before this service has them, and no call here has a body.
     */
    @Bean
    NettyServerCustomizer boundedSending(RealtimeSettings settings) {
        return server ->
                server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                        .doOnChannelInit((_, channel, _) ->
                                ConnectionGuard.over(channel, settings.writeStall()));
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
