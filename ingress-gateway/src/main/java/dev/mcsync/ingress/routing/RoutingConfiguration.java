package dev.mcsync.ingress.routing;

import dev.mcsync.ingress.settings.IngressSettings;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.filter.WebsocketRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveForwardedHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveHopByHopHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveXForwardedHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.TransferEncodingNormalizationHeadersFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.resources.ConnectionProvider;

/**
 * The parts of Spring Cloud Gateway that two fixed routes need, put together by hand: its
 * auto-configuration brings a hundred more that start with it.
 */
@Configuration(proxyBeanMethods = false)
public class RoutingConfiguration {

    private static final int CONNECT_MILLIS = 1_000;

    /** To the first byte of an answer: above the longest long-poll, which is 60 s. */
    private static final Duration MAX_RESPONSE_TIME = Duration.ofSeconds(75);

    /** Each long-poll, stream and WebSocket holds one for its time. */
    private static final int MAX_CONNECTIONS = 4_000;

    private static final Duration MAX_WAIT_FOR_CONNECTION = Duration.ofSeconds(2);

    /** Below the idle time-out of the services, so that no connection is used that they close. */
    private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(20);

    /** The first frames of a board hold many tasks. */
    private static final int MAX_FRAME_BYTES = 4 * 1024 * 1024;

    private static final int MAX_CLIENT_FRAME_BYTES = 64 * 1024;

    @Bean
    RoutePredicateHandlerMapping serviceMapping(
            IngressSettings settings, List<GlobalFilter> filters, Environment environment) {
        return new RoutePredicateHandlerMapping(
                new FilteringWebHandler(filters, true),
                new ServiceRoutes(
                        settings.processorUrl(), settings.notifierUrl(), settings.realtimeUrl()),
                new GlobalCorsProperties(),
                environment);
    }

    @Bean
    WholeRequestFirst wholeRequestFirst() {
        return new WholeRequestFirst();
    }

    @Bean
    RouteToRequestUrlFilter addressOfService() {
        return new RouteToRequestUrlFilter();
    }

    @Bean
    NettyRoutingFilter httpRouting(
            HttpClient serviceClient, ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        HttpClientProperties properties = new HttpClientProperties();
        properties.setResponseTimeout(MAX_RESPONSE_TIME);
        return new NettyRoutingFilter(serviceClient, headersFilters, properties);
    }

    @Bean
    NettyWriteResponseFilter responseWriting(
            ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        return new NettyWriteResponseFilter(List.of(MediaType.TEXT_EVENT_STREAM), headersFilters);
    }

    @Bean
    WebsocketRoutingFilter webSocketRouting(
            HttpClient serviceClient, ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        return new WebsocketRoutingFilter(
                new ReactorNettyWebSocketClient(
                        serviceClient,
                        () ->
                                WebsocketClientSpec.builder()
                                        .handlePing(true)
                                        .maxFramePayloadLength(MAX_FRAME_BYTES)),
                new HandshakeWebSocketService(
                        new ReactorNettyRequestUpgradeStrategy(() ->
                                WebsocketServerSpec.builder()
                                        .handlePing(true)
                                        .maxFramePayloadLength(MAX_CLIENT_FRAME_BYTES))),
                headersFilters);
    }

    @Bean
    HttpHeadersFilter hopByHopHeaders() {
        return new RemoveHopByHopHeadersFilter();
    }

    @Bean
    HttpHeadersFilter forwardedHeaders() {
        return new RemoveForwardedHeadersFilter();
    }

    @Bean
    HttpHeadersFilter xForwardedHeaders() {
        return new RemoveXForwardedHeadersFilter();
    }

    @Bean
    HttpHeadersFilter transferEncoding() {
        return new TransferEncodingNormalizationHeadersFilter();
    }

    @Bean
    HttpHeadersFilter callerHeaders(IngressSettings settings) {
        return new CallerHeaders(settings.tokenForServices());
    }

    @Bean(destroyMethod = "dispose")
    ConnectionProvider serviceConnections() {
        return ConnectionProvider.builder("services")
                .maxConnections(MAX_CONNECTIONS)
                .pendingAcquireMaxCount(MAX_CONNECTIONS)
                .pendingAcquireTimeout(MAX_WAIT_FOR_CONNECTION)
                .maxIdleTime(MAX_IDLE_TIME)
                .build();
    }

    @Bean
    HttpClient serviceClient(
            ConnectionProvider serviceConnections, ReactorResourceFactory resources) {
        return HttpClient.create(serviceConnections)
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }
}
