package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.ingress.access.RateLimits;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.publish.Sender;
import dev.mcsync.ingress.readside.Inbox;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.call.JsonAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * POST /api/agents/heartbeat: a sign of life, answered with what waits for the agent where the read
 * side knows it in time.
 */
final class HeartbeatCall {

    private static final Duration INBOX_TIME = Duration.ofMillis(300);

    private final Submissions submissions;
    private final RateLimits limits;
    private final NewAgents newAgents;
    private final ReadSide readSide;

    HeartbeatCall(
            Submissions submissions, RateLimits limits, NewAgents newAgents, ReadSide readSide) {
        this.submissions = submissions;
        this.limits = limits;
        this.newAgents = newAgents;
        this.readSide = readSide;
    }

    Mono<ServerResponse> accept(ServerRequest request) {
        Caller caller = Caller.load(request);
        return JsonBody.readObject(request, WireCodec::readHeartbeatCall)
                .flatMap(heartbeat -> accept(heartbeat, caller, Sender.of(request)));
    }

    private Mono<ServerResponse> accept(Heartbeat heartbeat, Caller caller, Sender sender) {
        if (!caller.maySpeakFor(heartbeat.agentId())) {
            return AgentProblems.otherAgent("/agent_id").response();
        }
        Optional<Duration> wait = limits.spendEvents(caller, 1);
        if (wait.isPresent()) {
            return GatewayProblems.tooManyEvents(wait.get()).response();
        }
        return newAgents
                .admit(caller, List.of(heartbeat.agentId()))
                .flatMap(later ->
                        later.isPresent()
                                ? AgentProblems.tooManyNewAgents(later.get()).response()
                                : publish(heartbeat, sender));
    }

    private Mono<ServerResponse> publish(Heartbeat heartbeat, Sender sender) {
        Mono<Optional<Inbox>> inbox =
                readSide.findInbox(heartbeat.agentId(), named(heartbeat))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .timeout(INBOX_TIME, Mono.just(Optional.empty()));
        return Mono.zip(submissions.publish(OutgoingFact.of(heartbeat, sender)), inbox)
                .flatMap(both -> answer(heartbeat, both.getT1(), both.getT2()));
    }

    /** What it works on, which the read side does not know from the log yet. */
    private static List<CommandId> named(Heartbeat heartbeat) {
        return Stream.concat(heartbeat.running().stream(), Stream.ofNullable(heartbeat.commandId()))
                .distinct()
                .toList();
    }

    private static Mono<ServerResponse> answer(
            Heartbeat heartbeat, Published published, Optional<Inbox> inbox) {
        return published == Published.ACCEPTED
                ? JsonAnswer.of(
                        HttpStatus.ACCEPTED,
                        out -> {
                            out.flag("ok", true).text("event_id", heartbeat.eventId());
                            inbox.ifPresent(known -> write(out, known));
                        })
                : AgentProblems.notPublished(published).response();
    }

    private static void write(ObjectWriter out, Inbox inbox) {
        out.number("commands_waiting", inbox.commandsWaiting())
                .texts("cancelled", inbox.cancelled());
        if (!inbox.messages().isEmpty()) {
            out.objects("messages", inbox.messages(), WireCodec::write);
        }
    }
}
