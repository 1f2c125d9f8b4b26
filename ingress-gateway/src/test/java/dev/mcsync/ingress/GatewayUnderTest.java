package dev.mcsync.ingress;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.ingress.outcome.OutcomeFeed;
import dev.mcsync.ingress.publish.InMemoryLog;
import dev.mcsync.ingress.readside.InMemoryReadSide;
import dev.mcsync.ingress.settings.IngressSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The whole gateway on a port of its own, with twins in the place of Kafka and of the read side.
 */
public final class GatewayUnderTest implements AutoCloseable {

    public static final String ADMIN = "admin-token-of-the-tests";
    public static final String PANEL = "panel-token-of-the-tests";
    public static final String AGENT = "agent-token-of-the-tests";
    public static final String INTERNAL = "internal-token-of-the-tests";

    /** Speaks for {@code agent-7} alone. */
    public static final String AGENT_7 = "agent-7-token-of-the-tests";

    private final ConfigurableApplicationContext context;

    private GatewayUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * @param settings as arguments, each in the place of the one of that name that every test has
     */
    public static GatewayUnderTest start(String... settings) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--spring.config.name=ingress-gateway",
                                "--spring.main.allow-bean-definition-overriding=true",
                                "--server.address=127.0.0.1",
                                "--server.port=0",
                                "--logging.structured.format.console=",
                                "--mc.secure-cookie=false",
                                "--mc.token=" + ADMIN,
                                "--mc.panel-token=" + PANEL,
                                "--mc.agent-token=" + AGENT,
                                "--mc.internal-token=" + INTERNAL,
                                "--mc.agent-tokens.agent-7=" + AGENT_7,
                                "--mc.create-wait=600ms",
                                "--mc.change-wait=600ms"));
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            all.removeIf(one -> one.startsWith(name));
        }
        all.addAll(List.of(settings));
        return new GatewayUnderTest(
                new SpringApplicationBuilder(IngressGateway.class, Twins.class)
                        .web(WebApplicationType.REACTIVE)
                        .registerShutdownHook(false)
                        .run(all.toArray(String[]::new)));
    }

    public InMemoryLog log() {
        return context.getBean(InMemoryLog.class);
    }

    public InMemoryReadSide readSide() {
        return context.getBean(InMemoryReadSide.class);
    }

    public IngressSettings settings() {
        return context.getBean(IngressSettings.class);
    }

    public OutcomeFeed outcomes() {
        return context.getBean(OutcomeFeed.class);
    }

    public String address() {
        Environment environment = context.getEnvironment();
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }

    /** Without a token. */
    public WebTestClient anybody() {
        return WebTestClient.bindToServer()
                .baseUrl(address())
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    public WebTestClient as(String token) {
        return anybody().mutate().defaultHeader(AccessTokens.HEADER, token).build();
    }

    public void reset() {
        log().reset();
        readSide().reset();
    }

    @Override
    public void close() {
        context.close();
    }
}
