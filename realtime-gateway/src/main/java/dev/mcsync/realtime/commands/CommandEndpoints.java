package dev.mcsync.realtime.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.realtime.http.JsonAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.http.Refusal;
import dev.mcsync.realtime.view.BoardWatch;
import dev.mcsync.realtime.view.BoardWatch.Cause;
import dev.mcsync.realtime.view.Currency;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How agents ask for their commands, and how the gateway asks what to tell with a heartbeat. */
final class CommandEndpoints {

    static final int MAX_COMMANDS = 100;

    /** Keeps proxies from thinking that an event stream is dead. */
    private static final Duration STREAM_SILENCE = Duration.ofSeconds(15);

    private static final String KEEP_ALIVE = ":\n\n";

    private final CommandDesk desk;
    private final BoardWatch watch;
    private final Currency currency;

    CommandEndpoints(CommandDesk desk, BoardWatch watch, Currency currency) {
        this.desk = desk;
        this.watch = watch;
        this.currency = currency;
    }

    RouterFunction<ServerResponse> routes() {
        return route(
                        GET("/api/agents/{agent_id}/commands").and(CommandEndpoints::wantsEvents),
                        this::stream)
                .andRoute(GET("/api/agents/{agent_id}/commands"), this::poll)
                .andRoute(GET("/api/internal-view/agents/{agent_id}/inbox"), this::inbox);
    }

    private Mono<ServerResponse> poll(ServerRequest request) {
        AgentId agent = Parameters.of(request).finish(() -> agent(request));
        Duration wait = PreferredWait.of(request.headers().header("Prefer"));
        Mono<List<AgentCommand>> commands =
                wait.isZero()
                        ? Mono.fromSupplier(() -> desk.handOut(agent, MAX_COMMANDS))
                        : watch.await(new Cause.WorkOf(agent.value()), () -> some(agent), wait)
                                .defaultIfEmpty(List.of());
        return commands.flatMap(found ->
                JsonAnswer.ok(new ObjectWriter().objects("commands", found, WireCodec::write)));
    }

    private Optional<List<AgentCommand>> some(AgentId agent) {
        return Optional.of(desk.handOut(agent, MAX_COMMANDS)).filter(Predicate.not(List::isEmpty));
    }

    /** Every command once, and a start again when it was sent again. */
    private Mono<ServerResponse> stream(ServerRequest request) {
        AgentId agent = Parameters.of(request).finish(() -> agent(request));
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body((response, _) -> response.writeAndFlushWith(events(agent).map(Mono::just)));
    }

    private Flux<DataBuffer> events(AgentId agent) {
        Set<AgentCommand> told = new HashSet<>();
        return Mono.defer(() ->
                        watch.await(
                                new Cause.WorkOf(agent.value()),
                                () -> untold(agent, told),
                                STREAM_SILENCE))
                .map(CommandEndpoints::events)
                .defaultIfEmpty(KEEP_ALIVE)
                .repeat(watch::isOpen)
                .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8)));
    }

    private Optional<List<AgentCommand>> untold(AgentId agent, Set<AgentCommand> told) {
        List<AgentCommand> all = desk.all(agent);
        List<AgentCommand> untold = all.stream().filter(Predicate.not(told::contains)).toList();
        told.clear();
        told.addAll(all);
        return Optional.of(untold).filter(Predicate.not(List::isEmpty));
    }

    private Mono<ServerResponse> inbox(ServerRequest request) {
        List<AgentCommand> all = desk.all(agent(request));
        List<String> cancelled =
                all.stream()
                        .filter(command -> command.kind() == AgentCommand.Kind.CANCEL)
                        .map(command -> command.commandId().value())
                        .toList();
        return JsonAnswer.ok(
                new ObjectWriter()
                        .number("commands_waiting", all.size() - cancelled.size())
                        .texts("cancelled", cancelled));
    }

    private AgentId agent(ServerRequest request) {
        String id = request.pathVariable("agent_id");
        if (!IdSyntax.isValid(id)) {
            throw Refusal.notFound("There is no such agent");
        }
        if (!currency.isCaughtUp()) {
            throw Refusal.notYet("The board is still being read");
        }
        return new AgentId(id);
    }

    private static String events(List<AgentCommand> commands) {
        StringBuilder events = new StringBuilder();
        for (AgentCommand command : commands) {
            events.append("event:command\ndata:")
                    .append(new String(WireCodec.encode(command), UTF_8))
                    .append("\n\n");
        }
        return events.toString();
    }

    private static boolean wantsEvents(ServerRequest request) {
        return request.headers().accept().stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM));
    }
}
