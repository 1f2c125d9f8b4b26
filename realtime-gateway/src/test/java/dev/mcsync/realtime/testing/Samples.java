package dev.mcsync.realtime.testing;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Attempt;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskSnapshot.Phase;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tasks and agents to tell of; each method changes one thing. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Samples() {}

    public static TaskSnapshot task(String id) {
        return task(id, 1);
    }

    public static TaskSnapshot task(String id, long version) {
        return new Draft(id).version(version).build();
    }

    public static Draft draft(String id) {
        return new Draft(id);
    }

    public static AgentSnapshot agent(String id) {
        return agent(id, 1);
    }

    public static AgentSnapshot agent(String id, long version) {
        return new AgentSnapshot(
                new AgentId(id),
                version,
                Presence.ONLINE,
                NOON.plusSeconds(version),
                NOON.plusSeconds(version),
                NOON,
                NOON.plusSeconds(180 + version),
                StrictJson.canonical("{\"host\":\"" + id + ".local\"}"),
                null,
                null,
                null,
                null);
    }

    /** A queued task of agt_atlas in todo, unless said otherwise. */
    public static final class Draft {

        private final String id;
        private long version = 1;
        private String agent = "agt_atlas";
        private String command;
        private int attempt = 1;
        private TaskStatus status = TaskStatus.QUEUED;
        private Stage stage = Stage.TODO;
        private @Nullable String message;
        private @Nullable String errorCode;
        private @Nullable Json payload;
        private Instant since = Instant.now().truncatedTo(ChronoUnit.MICROS);
        private List<PriorAttempt> priorAttempts = List.of();
        private List<PersonMessage> messages = List.of();
        private int deliveries;

        Draft(String id) {
            this.id = id;
            this.command = "cmd_" + id;
        }

        public Draft version(long newVersion) {
            version = newVersion;
            return this;
        }

        public Draft agent(String newAgent) {
            agent = newAgent;
            return this;
        }

        public Draft command(String newCommand) {
            command = newCommand;
            return this;
        }

        public Draft is(TaskStatus newStatus, Stage newStage) {
            status = newStatus;
            stage = newStage;
            return this;
        }

        public Draft cancelled() {
            errorCode = "cancelled";
            return is(TaskStatus.FAILED, Stage.BLOCKED);
        }

        public Draft message(String newMessage) {
            message = newMessage;
            return this;
        }

        public Draft payload(String json) {
            payload = StrictJson.canonical(json);
            return this;
        }

        public Draft since(Instant newSince) {
            since = newSince;
            return this;
        }

        public Draft after(PriorAttempt... attempts) {
            priorAttempts = List.of(attempts);
            attempt = 1 + attempts.length;
            return this;
        }

        /** Notes that its agent, who was handed the task, has not acknowledged. */
        public Draft notes(String... ids) {
            deliveries = 1;
            messages =
                    Stream.of(ids)
                            .map(note ->
                                    new PersonMessage(
                                            new EventId(note),
                                            PersonMessage.Kind.NOTE,
                                            null,
                                            "Text of " + note,
                                            NOON))
                            .toList();
            return this;
        }

        public TaskSnapshot build() {
            return new TaskSnapshot(
                    new Brief(
                            new TaskId(id),
                            new AgentId(agent),
                            "Title of " + id,
                            payload,
                            TaskLimits.DEFAULT),
                    version,
                    new Attempt(new CommandId(command), attempt, deliveries, priorAttempts),
                    Phase.first(status, stage, since, null),
                    Moments.NONE,
                    new Remark(message, null, errorCode),
                    NOON,
                    since,
                    new EventId("evt_" + id + "_" + version),
                    new Dialogue(null, messages),
                    null);
        }
    }
}
