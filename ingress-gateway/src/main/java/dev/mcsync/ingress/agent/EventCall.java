package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.ingress.access.RateLimits;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Sender;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.call.PreferredWait;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** POST /api/agents/events: one event, or an array of them. */
final class EventCall {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Submissions submissions;
    private final RateLimits limits;
    private final NewAgents newAgents;
    private final EventBatch batch;

    EventCall(Submissions submissions, RateLimits limits, NewAgents newAgents) {
        this.submissions = submissions;
        this.limits = limits;
        this.newAgents = newAgents;
        this.batch = new EventBatch(submissions, limits, newAgents);
    }

    Mono<ServerResponse> accept(ServerRequest request) {
        Caller caller = Caller.load(request);
        return EventBody.read(request)
                .flatMap(body ->
                        body.isArray()
                                ? batch.accept(body, caller, Sender.of(request))
                                : acceptOne(body, caller, request));
    }

    private Mono<ServerResponse> acceptOne(EventBody body, Caller caller, ServerRequest request) {
        if (body.bytes().length > JsonBody.MAX_BYTES) {
            return GatewayProblems.bodyTooLarge(JsonBody.MAX_BYTES).response();
        }
        return switch (body.event()) {
            case Decoded.Valid<AgentEvent>(AgentEvent event) ->
                    acceptOne(event, body, caller, request);
            case Decoded.Invalid<AgentEvent>(List<FieldError> errors) ->
                    GatewayProblems.invalidBody(errors).response();
        };
    }

    private Mono<ServerResponse> acceptOne(
            AgentEvent event, EventBody body, Caller caller, ServerRequest request) {
        if (!caller.maySpeakFor(event.agentId())) {
            return AgentProblems.otherAgent(body.agentPlace()).response();
        }
        Optional<Problem> longMeta = AgentProblems.longMeta(event, body.metaPlace());
        if (longMeta.isPresent()) {
            return longMeta.get().response();
        }
        Optional<Duration> wait = limits.spendEvents(caller, 1);
        if (wait.isPresent()) {
            return GatewayProblems.tooManyEvents(wait.get()).response();
        }
        OutgoingFact fact = OutgoingFact.of(event, Sender.of(request));
        return switch (event) {
            case Heartbeat heartbeat ->
                    newAgents
                            .admit(caller, List.of(heartbeat.agentId()))
                            .flatMap(later ->
                                    later.isPresent()
                                            ? AgentProblems.tooManyNewAgents(later.get()).response()
                                            : answer(heartbeat, fact, request));
            case AgentReport report -> answer(report, fact, request);
        };
    }

    private Mono<ServerResponse> answer(
            AgentEvent event, OutgoingFact fact, ServerRequest request) {
        return PreferredWait.of(request, LONGEST_WAIT)
                .map(limit -> submit(event, fact, limit))
                .orElseGet(() -> publish(fact));
    }

    private Mono<ServerResponse> publish(OutgoingFact fact) {
        return submissions
                .publish(fact)
                .flatMap(published ->
                        switch (published) {
                            case ACCEPTED -> EventAnswers.accepted(fact.eventId());
                            case UNCONFIRMED, TOO_LARGE ->
                                    AgentProblems.notPublished(published).response();
                        });
    }

    /** Of a heartbeat there is nothing to tell but whether its id is its own. */
    private Mono<ServerResponse> submit(AgentEvent event, OutgoingFact fact, Duration limit) {
        return submissions
                .submit(fact, limit)
                .flatMap(submission -> EventAnswers.submitted(event, submission, limit));
    }
}
