package dev.mcsync.infra.proof.sim;

import static dev.mcsync.infra.proof.sim.Invariants.equal;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.infra.proof.reference.ReferenceTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must hold of what agents ask and people say. All but the first is found without the
 * reference, by outcomes and commands alone.
 */
record DialogueInvariants(
        LogTwin log,
        DatabaseTwin database,
        Expected expected,
        Map<String, List<Outcome>> published) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    void check() {
        expected.tasks()
                .forEach((id, task) ->
                        equal("I3 words of " + id, task.words(), wordsOf(taskOf(id))));
        equal("I11 deadlines of tasks before their time", List.of(), expected.premature());
        Map<String, List<AgentCommand>> told = told();
        published.forEach((id, outcomes) -> {
            Conversation conversation = conversation(outcomes);
            if (database.tasks().containsKey(new TaskId(id))) {
                equal(
                        "I21 messages that wait in " + id,
                        conversation.waiting(),
                        taskOf(id).dialogue().messages().stream()
                                .map(message -> message.id().value())
                                .toList());
            }
            conversation.answers().forEach(answer -> reaches(answer, told));
        });
        told.forEach((id, commands) -> commands.forEach(this::isAsItWasSaid));
    }

    private TaskSnapshot taskOf(String id) {
        return Objects.requireNonNull(database.tasks().get(new TaskId(id)));
    }

    private static JsonNode wordsOf(TaskSnapshot task) {
        return ((ObjectNode) JSON.readTree(WireCodec.encode(task))).retain(ReferenceTask.WORDS);
    }

    private Conversation conversation(List<Outcome> outcomes) {
        Conversation conversation = new Conversation();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof TaskOutcome task && task.effect() == Effect.APPLIED) {
                conversation.follow(task, expected.fact(task.eventId().value()));
            }
        }
        return conversation;
    }

    /** By message. */
    private Map<String, List<AgentCommand>> told() {
        Map<String, List<AgentCommand>> told = new HashMap<>();
        log.visible(
                Topic.AGENT_COMMANDS,
                (_, entry) -> {
                    AgentCommand command =
                            WireCodec.decodeCommand(entry.value()).orThrow("command");
                    PersonMessage message = command.message();
                    if (message != null) {
                        told.computeIfAbsent(message.id().value(), _ -> new ArrayList<>())
                                .add(command);
                    }
                });
        return told;
    }

    private static void reaches(Conversation.Answer answer, Map<String, List<AgentCommand>> told) {
        if (!answer.isOvertaken() && !told.containsKey(answer.id())) {
            throw new Invariants.Violated("I21 nobody was told the answer " + answer);
        }
    }

    private void isAsItWasSaid(AgentCommand command) {
        PersonMessage message = Objects.requireNonNull(command.message());
        JsonNode fact = expected.fact(message.id().value());
        equal("I21 task of " + message, fact.path("task_id").asString(), text(command.taskId()));
        equal("I21 text of " + message, fact.path("text").asString(), message.text());
        if (message.kind() == PersonMessage.Kind.ANSWER) {
            equal(
                    "I21 attempt that is told " + message,
                    fact.path("command_id").asString(),
                    text(command.commandId()));
        }
    }

    private static String text(Object id) {
        return id.toString();
    }
}
