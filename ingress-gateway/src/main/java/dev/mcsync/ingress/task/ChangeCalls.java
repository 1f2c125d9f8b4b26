package dev.mcsync.ingress.task;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.ingress.http.JsonBody;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Retry, cancel and archive. With an Idempotency-Key a repeat of the same request is the same fact,
 * and is answered as the first was.
 */
final class ChangeCalls {

    private final PersonFacts facts;

    ChangeCalls(PersonFacts facts) {
        this.facts = facts;
    }

    /** POST /api/dashboard/tasks/{id}/retry. */
    Mono<ServerResponse> retry(ServerRequest request) {
        TaskId taskId = PersonFacts.taskId(request);
        Long version = ExpectedVersion.optional(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        CommandId newAttempt =
                key.map(name -> CommandId.derivedFrom("retry " + taskId, name.value()))
                        .orElseGet(CommandId::fresh);
        TaskRetried fact =
                new TaskRetried(
                        PersonFacts.eventId(
                                FactType.RETRIED, key, taskId, PersonFacts.text(version)),
                        taskId,
                        newAttempt,
                        version,
                        null);
        return JsonBody.readEmpty(request).flatMap(_ -> facts.submit(fact, newAttempt, request));
    }

    /** POST /api/dashboard/tasks/{id}/cancel. */
    Mono<ServerResponse> cancel(ServerRequest request) {
        TaskId taskId = PersonFacts.taskId(request);
        Long version = ExpectedVersion.optional(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        TaskCancelled fact =
                new TaskCancelled(
                        PersonFacts.eventId(
                                FactType.CANCELLED, key, taskId, PersonFacts.text(version)),
                        taskId,
                        version,
                        null);
        return JsonBody.readEmpty(request).flatMap(_ -> facts.submit(fact, null, request));
    }

    /** POST /api/dashboard/tasks/{id}/archive. */
    Mono<ServerResponse> archive(ServerRequest request) {
        TaskId taskId = PersonFacts.taskId(request);
        long version = ExpectedVersion.seen(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        TaskArchived fact =
                new TaskArchived(
                        PersonFacts.eventId(
                                FactType.ARCHIVED, key, taskId, PersonFacts.text(version)),
                        taskId,
                        version,
                        null);
        return JsonBody.readEmpty(request).flatMap(_ -> facts.submit(fact, null, request));
    }
}
