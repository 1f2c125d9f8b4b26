package dev.mcsync.realtime.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.view.BoardWatch;
import dev.mcsync.realtime.view.BoardWatch.Cause;
import dev.mcsync.realtime.view.Currency;
import dev.mcsync.service.call.PreferredWait;
import dev.mcsync.service.problem.ProblemException;
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

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** In one answer; a start may have a long payload. */
    static final int MAX_STARTS = 100;

    static final int MAX_CANCELS = 1_000;

    /** As many as can wait in several tasks. */
    static final int MAX_MESSAGES = 100;

    private static final int MAX_ACKED = 200;

    /** The running of a heartbeat and its command_id. */
    private static final int MAX_NAMED = Heartbeat.MAX_RUNNING + 1;

    private static final String INBOX = "/api/internal-view/agents/{agent_id}/inbox";

    /** Keeps proxies from thinking that an event stream is dead. */
    private static final Duration STREAM_SILENCE = Duration.ofSeconds(15);

    private static final String COMMENT = ":\n\n";

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
                .andRoute(GET(INBOX), this::inbox)
                .andRoute(POST(INBOX), this::inboxOfRunning);
    }

    private Mono<ServerResponse> poll(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        long max = parameters.integer("max", 0, MAX_STARTS, MAX_STARTS);
        Caller caller = caller(request, parameters);
        Handout.Most most = new Handout.Most(Math.toIntExact(max), MAX_CANCELS, MAX_MESSAGES);
        Duration wait = PreferredWait.of(request, LONGEST_WAIT).orElse(Duration.ZERO);
        Mono<List<AgentCommand>> commands =
                wait.isZero()
                        ? Mono.fromSupplier(() -> some(caller, most))
                        : watch.await(
                                        new Cause.WorkOf(caller.agent().value()),
                                        () ->
                                                Optional.of(some(caller, most))
                                                        .filter(Predicate.not(List::isEmpty)),
                                        wait)
                                .defaultIfEmpty(List.of());
        return commands.flatMap(found ->
                PacedAnswer.ok(new ObjectWriter().objects("commands", found, WireCodec::write)));
    }

    private List<AgentCommand> some(Caller caller, Handout.Most most) {
        return desk.of(caller.agent()).atMost(most, caller.acked());
    }

    /** Every command once, and a start again when it was sent again. */
    private Mono<ServerResponse> stream(ServerRequest request) {
        Caller caller = caller(request, Parameters.of(request));
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body((response, _) -> response.writeAndFlushWith(events(caller).map(Mono::just)));
    }

    /** The first comment goes at once, and the head with it: a client waits for both. */
    private Flux<DataBuffer> events(Caller caller) {
        Set<AgentCommand> told = new HashSet<>();
        return Mono.defer(() ->
                        watch.await(
                                new Cause.WorkOf(caller.agent().value()),
                                () -> untold(caller, told),
                                STREAM_SILENCE))
                .map(CommandEndpoints::events)
                .defaultIfEmpty(COMMENT)
                .repeat(watch::isOpen)
                .startWith(COMMENT)
                .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8)));
    }

    private Optional<List<AgentCommand>> untold(Caller caller, Set<AgentCommand> told) {
        List<AgentCommand> all = desk.of(caller.agent()).all(caller.acked());
        List<AgentCommand> untold = all.stream().filter(Predicate.not(told::contains)).toList();
        told.clear();
        told.addAll(all);
        return Optional.of(untold).filter(Predicate.not(List::isEmpty));
    }

    private Mono<ServerResponse> inbox(ServerRequest request) {
        return inbox(desk.of(agent(request)));
    }

    /** As asked with a heartbeat, whose own words are not on the board yet. */
    private Mono<ServerResponse> inboxOfRunning(ServerRequest request) {
        AgentId agent = agent(request);
        return request.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> inbox(desk.of(agent, running(body))));
    }

    private static List<CommandId> running(byte[] body) {
        Decoded<List<CommandId>> running =
                StrictJson.readObject(
                        body,
                        in -> {
                            List<CommandId> ids = in.ids("running", MAX_NAMED, CommandId::new);
                            return in.finish(() -> ids);
                        });
        return switch (running) {
            case Decoded.Valid<List<CommandId>>(List<CommandId> ids) -> ids;
            case Decoded.Invalid<List<CommandId>>(var errors) ->
                    throw ProblemException.badParameters(errors);
        };
    }

    private static Mono<ServerResponse> inbox(Handout commands) {
        return PacedAnswer.ok(
                new ObjectWriter()
                        .number("commands_waiting", commands.starts().size())
                        .texts(
                                "cancelled",
                                commands.cancels().stream()
                                        .map(cancel -> cancel.commandId().value())
                                        .toList())
                        .objects(
                                "messages",
                                commands.messages().stream().limit(MAX_MESSAGES).toList(),
                                WireCodec::write));
    }

    /**
     * Who asks for commands.
     *
     * @param acked cancels, by their attempts, and messages that it has taken note of and need not
     *     be told in this call
     */
    private record Caller(AgentId agent, Set<String> acked) {}

    private Caller caller(ServerRequest request, Parameters parameters) {
        List<String> acked = parameters.ids("acked", MAX_ACKED);
        return parameters.finish(() -> new Caller(agent(request), Set.copyOf(acked)));
    }

    private AgentId agent(ServerRequest request) {
        String id = request.pathVariable("agent_id");
        if (!IdSyntax.isValid(id)) {
            throw ProblemException.notFound("There is no such agent");
        }
        if (!currency.isCaughtUp()) {
            throw ProblemException.notYet("The board is still being read");
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
