package dev.mcsync.ingress.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Each service is asked where the gateway is told that it is. */
final class ServiceAddressesTest {

    private static final List<DisposableServer> SERVICES =
            List.of(service("processor"), service("notifier"), service("realtime"));

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayUnderTest.start(
                        "--mc.processor-url=http://127.0.0.1:" + SERVICES.get(0).port(),
                        "--mc.notifier-url=http://127.0.0.1:" + SERVICES.get(1).port(),
                        "--mc.realtime-url=http://127.0.0.1:" + SERVICES.get(2).port());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVICES.forEach(DisposableServer::disposeNow);
    }

    @Test
    void theProcessorIsAskedAtItsAddress() {
        assertThat(ask(HttpMethod.POST, "/api/internal/reconcile-agents")).isEqualTo("processor");
    }

    @Test
    void theNotifierIsAskedAtItsAddress() {
        assertThat(ask(HttpMethod.POST, "/api/dashboard/deliveries/evt_1/retry"))
                .isEqualTo("notifier");
    }

    @Test
    void theReadSideIsAskedAtItsAddress() {
        assertThat(ask(HttpMethod.GET, "/api/dashboard/board")).isEqualTo("realtime");
    }

    private static String ask(HttpMethod method, String path) {
        byte[] body =
                gateway.as(GatewayUnderTest.ADMIN)
                        .method(method)
                        .uri(path)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent();
        return new String(body, UTF_8);
    }

    private static DisposableServer service(String name) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((_, response) -> response.sendString(Mono.just(name)))
                .bindNow();
    }
}
