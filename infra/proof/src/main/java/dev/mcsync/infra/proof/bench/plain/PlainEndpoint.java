package dev.mcsync.infra.proof.bench.plain;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.service.startup.PlainDefaults;
import java.util.Map;
import java.util.concurrent.Executors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole yardstick as a program: {@code POST /api/agents/events} with a report or an array of
 * them, and {@code /ws/board}. A pool of ten connections, as Hikari has by itself; statements are
 * prepared by the driver; blocking calls run on virtual threads.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    CodecsAutoConfiguration.class,
    HttpHandlerAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    NettyReactiveWebServerAutoConfiguration.class,
    WebFluxAutoConfiguration.class
})
public class PlainEndpoint {

    /** The setting that names the database. */
    public static final String DATABASE = "plain.database";

    private static final String CONFIG_NAME = "spring.config.name";

    public static void main(String... args) {
        PlainDefaults.pin();
        SpringApplication application = new SpringApplication(PlainEndpoint.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setDefaultProperties(Map.of(CONFIG_NAME, "plain"));
        application.run(args);
    }

    @Bean
    HikariDataSource connections(Environment settings) {
        PostgresAddress address = PostgresAddress.parse(settings.getRequiredProperty(DATABASE));
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setAutoCommit(false);
        return new HikariDataSource(pool);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler virtualThreads() {
        return Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    PlainBoards boards(JsonMapper json) {
        return new PlainBoards(json);
    }

    @Bean
    HandlerMapping sockets(PlainBoards boards) {
        return new SimpleUrlHandlerMapping(Map.of("/ws/board", boards), -1);
    }

    @Bean
    RouterFunction<ServerResponse> calls(
            HikariDataSource connections, PlainBoards boards, Scheduler threads, JsonMapper json) {
        PlainIntake intake = new PlainIntake(new PlainLedger(connections), boards, threads, json);
        return RouterFunctions.route().POST("/api/agents/events", intake::accept).build();
    }
}
