package dev.mcsync.infra.proof.sim;

import static dev.mcsync.infra.proof.sim.Invariants.equal;
import static dev.mcsync.infra.proof.sim.Invariants.utf8;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What must hold of the records that are neither facts nor outcomes. */
record LogInvariants(LogTwin log, Expected expected) {

    void check() {
        noTaskIsPublishedGoingBack();
        rejectedAreThePlantedOnes();
        misroutedAreForwardedOnce();
    }

    /** Whatever the database lost. Agents may, since their story may go another way then. */
    private void noTaskIsPublishedGoingBack() {
        Map<String, Long> reached = new HashMap<>();
        log.visible(
                Topic.TASK_STATE,
                (_, entry) -> {
                    if (entry.value() != null) {
                        TaskSnapshot task =
                                WireCodec.decodeTaskSnapshot(entry.value()).orThrow("snapshot");
                        long before =
                                Objects.requireNonNullElse(
                                        reached.put(task.taskId().value(), task.version()), 0L);
                        if (task.version() < before) {
                            throw new Invariants.Violated(
                                    "I15 %s was published with version %d and then with %d"
                                            .formatted(task.taskId(), before, task.version()));
                        }
                    }
                });
    }

    private void rejectedAreThePlantedOnes() {
        List<String> found = new ArrayList<>();
        log.visible(
                Topic.REJECTED_EVENTS,
                (_, entry) -> {
                    found.add(
                            "%s-%s@%s"
                                    .formatted(
                                            utf8(entry.header(Headers.REJECTED_TOPIC)),
                                            utf8(entry.header(Headers.REJECTED_PARTITION)),
                                            utf8(entry.header(Headers.REJECTED_OFFSET))));
                });
        equal(
                "I14 rejected",
                expected.rejected().stream().sorted().toList(),
                found.stream().sorted().distinct().toList());
        equal("I14 rejected once", expected.rejected().size(), found.size());
    }

    private void misroutedAreForwardedOnce() {
        List<String> found = new ArrayList<>();
        for (Topic topic : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
            log.visible(
                    topic,
                    (_, entry) -> {
                        byte[] from = entry.header(Headers.FORWARDED_FROM);
                        if (from != null) {
                            found.add(utf8(from));
                        }
                    });
        }
        equal(
                "I1 forwarded",
                expected.misrouted().stream().sorted().toList(),
                found.stream().sorted().toList());
    }
}
