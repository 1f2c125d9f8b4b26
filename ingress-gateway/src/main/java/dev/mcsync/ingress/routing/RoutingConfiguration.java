package dev.mcsync.ingress.routing;

import dev.mcsync.ingress.settings.IngressSettings;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
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
class RoutingConfiguration {

    private static final int CONNECT_MILLIS = 1_000;

    /** To the first byte of an answer: above the longest long-poll, which is 60 s. */
    private static final Duration MAX_RESPONSE_TIME = Duration.ofSeconds(75);

    /** Of reads and other calls that are answered at once. */
    private static final int MAX_CONNECTIONS = 2_000;

    /** Each long-poll, stream and WebSocket holds one for its time. */
    private static final int MAX_WAITING_CONNECTIONS = 12_000;

    private static final Duration MAX_WAIT_FOR_CONNECTION = Duration.ofSeconds(2);

    /** Below the idle time-out of the services, so that no connection is used that they close. */
    private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(20);

    /** The first frames of a board hold many tasks. */
    private static final int MAX_FRAME_BYTES = 4 * 1024 * 1024;

    private static final int MAX_CLIENT_FRAME_BYTES = 64 * 1024;

    private static final int MIN_RECEIVED_BYTES = 1024;

    /** At a time. A caller that stands still has up to some thirty such parts kept here. */
    private static final int MAX_RECEIVED_BYTES = 16 * 1024;

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
    PacedResponse pacedResponse() {
        return new PacedResponse();
    }

    @Bean
    HeadOfStream headOfStream() {
        return new HeadOfStream();
    }

    @Bean
    RouteToRequestUrlFilter addressOfService() {
        return new RouteToRequestUrlFilter();
    }

    @Bean
    NettyRoutingFilter httpRouting(
            @Qualifier("serviceClient") HttpClient serviceClient,
            @Qualifier("waitingClient") HttpClient waitingClient,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        HttpClientProperties properties = new HttpClientProperties();
        properties.setResponseTimeout(MAX_RESPONSE_TIME);
        return new RoutingByKind(serviceClient, waitingClient, headersFilters, properties);
    }

    @Bean
    NettyWriteResponseFilter responseWriting(
            ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        return new NettyWriteResponseFilter(List.of(MediaType.TEXT_EVENT_STREAM), headersFilters);
    }

    @Bean
    WebsocketRoutingFilter webSocketRouting(
            @Qualifier("waitingClient") HttpClient waitingClient,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        return new WebsocketRoutingFilter(
                new ReactorNettyWebSocketClient(
                        waitingClient,
                        () ->
                                WebsocketClientSpec.builder()
                                        .handlePing(true)
                                        .maxFramePayloadLength(MAX_FRAME_BYTES)),
                new PacedSockets(
                        new HandshakeWebSocketService(
                                new ReactorNettyRequestUpgradeStrategy(() ->
                                        WebsocketServerSpec.builder()
                                                .handlePing(true)
                                                .maxFramePayloadLength(MAX_CLIENT_FRAME_BYTES)))),
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
        return connections("services", MAX_CONNECTIONS);
    }

    /** Apart from the others, so that whoever waits keeps nobody from reading. */
    @Bean(destroyMethod = "dispose")
    ConnectionProvider waitingConnections() {
        return connections("services-waiting", MAX_WAITING_CONNECTIONS);
    }

    @Bean
    HttpClient serviceClient(
            @Qualifier("serviceConnections") ConnectionProvider connections,
            ReactorResourceFactory resources) {
        return client(connections, resources);
    }

    @Bean
    HttpClient waitingClient(
            @Qualifier("waitingConnections") ConnectionProvider connections,
            ReactorResourceFactory resources) {
        return client(connections, resources);
    }

    private static ConnectionProvider connections(String name, int most) {
        return ConnectionProvider.builder(name)
                .maxConnections(most)
                .pendingAcquireMaxCount(most)
                .pendingAcquireTimeout(MAX_WAIT_FOR_CONNECTION)
                .maxIdleTime(MAX_IDLE_TIME)
                .build();
    }

    private static HttpClient client(
            ConnectionProvider connections, ReactorResourceFactory resources) {
        return HttpClient.create(connections)
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(
                                MIN_RECEIVED_BYTES, MIN_RECEIVED_BYTES, MAX_RECEIVED_BYTES));
    }
}
