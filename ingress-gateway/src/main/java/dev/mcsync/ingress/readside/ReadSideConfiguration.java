package dev.mcsync.ingress.readside;

import dev.mcsync.ingress.settings.IngressSettings;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The way to the realtime-gateway for the gateway's own questions. */
@Configuration(proxyBeanMethods = false)
class ReadSideConfiguration {

    private static final Duration MAX_TIME = Duration.ofMillis(500);
    private static final int CONNECT_MILLIS = 300;
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_WAITING_REQUESTS = 1_000;

    @Bean(destroyMethod = "dispose")
    ConnectionProvider readSideConnections() {
        return ConnectionProvider.builder("read-side")
                .maxConnections(MAX_CONNECTIONS)
                .pendingAcquireMaxCount(MAX_WAITING_REQUESTS)
                .pendingAcquireTimeout(MAX_TIME)
                .maxIdleTime(Duration.ofSeconds(15))
                .build();
    }

    @Bean
    ReadSide readSide(
            IngressSettings settings,
            ConnectionProvider readSideConnections,
            ReactorResourceFactory resources) {
        HttpClient client =
                HttpClient.create(readSideConnections)
                        .runOn(resources.getLoopResources())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        return new HttpReadSide(
                client, settings.realtimeUrl(), settings.tokenForServices(), MAX_TIME);
    }
}
