package dev.mcsync.processor.http;

import dev.mcsync.processor.ProcessorSettings;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Spring Boot's settings of the web server leave open. */
@Configuration(proxyBeanMethods = false)
public class ServerConfiguration {

    @Bean
    NettyServerCustomizer guardedConnections(ProcessorSettings settings) {
        return server ->
                server.doOnChannelInit(
                        (_, channel, _) -> ConnectionGuard.over(channel, settings.writeStall()));
    }
}
