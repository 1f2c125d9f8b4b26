package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.infra.testbed.Testbed;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whoever guesses the ids of what the clocks will say, and takes them first, stops no clock. */
class OwnIdsIT {

    private static final int GUESSED = 50;
    private static final AgentId ATTACKER = new AgentId("agt_attacker");
    private static final AgentId VICTIM = new AgentId("agt_victim");
    private static final TaskId TASK = new TaskId("tsk_victim");
    private static final CommandId COMMAND = new CommandId("cmd_victim");
    private static final String PRESENCE = "select presence from agents_status where agent_id = $1";
    private static final String STATUS = "select status from tasks where task_id = $1";
    private static final String[] SHORT_LIMITS = {
        "--mc.offline-after=1500ms", "--mc.ack-timeout=1s", "--mc.max-resends=0"
    };

    @Test
    void heartbeatsUnderTheIdsOfAnothersSilenceKeepItNotOnline() {
        try (RunningProcessor processor =
                RunningProcessor.on(Testbed.shared(), SHORT_LIMITS).start()) {
            for (int version = 1; version <= GUESSED; version++) {
                processor.send(Beats.beat(silence(version), ATTACKER));
                processor.send(
                        Beats.beat(
                                EventId.derivedBefore(
                                        SilencePassed.TYPE,
                                        VICTIM.value(),
                                        Integer.toString(version)),
                                ATTACKER));
            }
            processor.send(Beats.beat(new EventId("evt_alive"), VICTIM));

            processor.awaitText("online", PRESENCE, VICTIM.value());
            processor.awaitText("offline", PRESENCE, VICTIM.value());
            assertThat(processor.records(Topic.REJECTED_EVENTS)).hasSize(GUESSED);
        }
    }

    /** A producer inside the installation may say what only the product should. */
    @Test
    void aSilenceWhoseIdIsTakenOnTheLogTakesEffectAllTheSame() {
        try (RunningProcessor processor =
                RunningProcessor.on(Testbed.shared(), SHORT_LIMITS).start()) {
            for (int version = 1; version <= GUESSED; version++) {
                processor.send(new AgentSeen(silence(version), ATTACKER, Instant.now()));
            }
            processor.send(Beats.beat(new EventId("evt_alive"), VICTIM));

            processor.awaitText("offline", PRESENCE, VICTIM.value());
            assertThat(
                            processor.text(
                                    "select count(*) from agent_events where agent_id = $1"
                                            + " and type = 'silence_passed' and outcome = 'applied'",
                                    VICTIM.value()))
                    .isEqualTo("1");
        }
    }

    @Test
    void aTaskWhoseDeadlinesAreTakenTimesOutAllTheSame() {
        try (RunningProcessor processor =
                RunningProcessor.on(Testbed.shared(), SHORT_LIMITS).start()) {
            for (int version = 1; version <= GUESSED; version++) {
                processor.send(
                        new TaskCancelled(
                                deadline(version), new TaskId("tsk_attacker"), null, null));
            }
            processor.awaitText(Integer.toString(GUESSED), "select count(*) from processed_events");
            processor.send(
                    new TaskCreated(
                            new EventId("evt_created"),
                            COMMAND,
                            new Brief(TASK, VICTIM, "A task"),
                            Stage.TODO,
                            null));

            processor.awaitText("timeout", STATUS, TASK.value());
            assertThat(processor.records(Topic.REJECTED_EVENTS)).isEmpty();

            // Read again from before it, as after a crash, it is known again.
            processor.stop();
            processor.forgetCommits(Topic.TASK_EVENTS);
            processor.start();
            processor.send(
                    new TaskCancelled(new EventId("evt_last"), new TaskId("tsk_last"), null, null));
            processor.awaitText(
                    "1", "select count(*) from processed_events where event_id = 'evt_last'");
            assertThat(
                            processor.text(
                                    "select count(*) from agent_events where task_id = $1"
                                            + " and type = 'deadline_passed'",
                                    TASK.value()))
                    .isEqualTo("1");
        }
    }

    private static EventId silence(int version) {
        return SilencePassed.of(VICTIM, version, Instant.EPOCH).eventId();
    }

    private static EventId deadline(int version) {
        return DeadlinePassed.of(TASK, COMMAND, version, false, Instant.EPOCH).eventId();
    }
}
