package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.publish.Sender;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.ingress.readside.Workload;
import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * POST /api/dashboard/agents/{id}/retire: a person takes an agent off the list. Not while it has
 * something left to do; a task that is created at the same moment waits for it all the same, and
 * the agent is back on the list with its next sign of life.
 */
final class RetireCall {

    private static final Duration WORKLOAD_TIME = Duration.ofSeconds(1);

    private final Submissions submissions;
    private final ReadSide readSide;

    RetireCall(Submissions submissions, ReadSide readSide) {
        this.submissions = submissions;
        this.readSide = readSide;
    }

    Mono<ServerResponse> accept(ServerRequest request) {
        AgentId agentId = agentId(request);
        return JsonBody.readEmpty(request)
                .flatMap(_ ->
                        readSide.findWorkload(agentId)
                                .timeout(WORKLOAD_TIME, Mono.empty())
                                .flatMap(workload -> retire(agentId, workload, Sender.of(request)))
                                .switchIfEmpty(
                                        Mono.defer(() ->
                                                GatewayProblems.serviceUnreachable().response())));
    }

    private Mono<ServerResponse> retire(AgentId agentId, Workload workload, Sender sender) {
        if (!workload.isListed()) {
            return AgentProblems.unknownAgent().response();
        }
        if (workload.unfinished() > 0) {
            return AgentProblems.unfinishedTasks(workload.unfinished()).response();
        }
        AgentRetired fact = new AgentRetired(EventId.freshOwn(), agentId, null, null);
        return submissions
                .publish(OutgoingFact.of(fact, sender))
                .flatMap(published ->
                        published == Published.ACCEPTED
                                ? JsonAnswer.of(
                                        HttpStatus.ACCEPTED,
                                        out ->
                                                out.flag("ok", true)
                                                        .text("agent_id", agentId)
                                                        .text("event_id", fact.eventId()))
                                : AgentProblems.notPublished(published).response());
    }

    /** An id that cannot be one names no agent. */
    private static AgentId agentId(ServerRequest request) {
        String id = request.pathVariable("id");
        if (!IdSyntax.isValid(id)) {
            throw new ProblemException(AgentProblems.unknownAgent());
        }
        return new AgentId(id);
    }
}
