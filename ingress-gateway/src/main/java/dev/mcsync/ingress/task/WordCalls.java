package dev.mcsync.ingress.task;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.ingress.http.JsonBody;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What people say to the agent of a task. With an Idempotency-Key a repeat says it once. */
final class WordCalls {

    private final PersonFacts facts;

    WordCalls(PersonFacts facts) {
        this.facts = facts;
    }

    /** POST /api/dashboard/tasks/{id}/answer. */
    Mono<ServerResponse> answer(ServerRequest request) {
        TaskId taskId = PersonFacts.taskId(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        return JsonBody.readObject(request, WordCalls::readAnswer)
                .map(answer ->
                        new TaskAnswered(
                                PersonFacts.eventId(
                                        FactType.ANSWERED,
                                        key,
                                        taskId,
                                        answer.commandId().value(),
                                        answer.questionId().value(),
                                        answer.text()),
                                taskId,
                                answer.commandId(),
                                answer.questionId(),
                                answer.text(),
                                null))
                .flatMap(fact -> facts.submit(fact, null, request));
    }

    /** POST /api/dashboard/tasks/{id}/notes. */
    Mono<ServerResponse> note(ServerRequest request) {
        TaskId taskId = PersonFacts.taskId(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        return JsonBody.readObject(request, WordCalls::readNote)
                .map(text ->
                        new TaskNoted(
                                PersonFacts.eventId(FactType.NOTED, key, taskId, text),
                                taskId,
                                text,
                                null))
                .flatMap(fact -> facts.submit(fact, null, request));
    }

    private record Answer(CommandId commandId, QuestionId questionId, String text) {}

    private static Decoded<Answer> readAnswer(ObjectReader in) {
        CommandId commandId = in.id("command_id", CommandId::new);
        QuestionId questionId = in.id("question_id", QuestionId::new);
        String text = in.visibleText("text", PersonMessage.MAX_TEXT_LENGTH);
        return in.finish(() ->
                new Answer(
                        requireNonNull(commandId),
                        requireNonNull(questionId),
                        requireNonNull(text)));
    }

    private static Decoded<String> readNote(ObjectReader in) {
        String text = in.visibleText("text", PersonMessage.MAX_TEXT_LENGTH);
        return in.finish(() -> requireNonNull(text));
    }
}
