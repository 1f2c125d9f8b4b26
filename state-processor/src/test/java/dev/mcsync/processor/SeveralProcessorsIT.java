package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.instance.InstanceTakenException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Names of processors, and what others see of one that comes or goes. */
class SeveralProcessorsIT {

    private static final String NAME = "--mc.instance-id=one-of-several";
    private static final List<String> GROUPS =
            List.of("state-processor.mc.task-events", "state-processor.mc.agent-heartbeats");

    @Test
    void aSecondProcessorOfTheSameNameIsRefusedAndTheFirstGoesOn() throws Exception {
        try (RunningProcessor first = RunningProcessor.on(Testbed.shared(), NAME).start();
                RunningProcessor second = first.besideIt(NAME)) {
            create(first, "before");
            first.awaitText("before", "select task_id from tasks where task_id = $1", "before");

            assertThatThrownBy(second::start)
                    .rootCause()
                    .isInstanceOf(InstanceTakenException.class)
                    .hasMessageContaining("mc.instance-id one-of-several")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());

            create(first, "after");
            first.awaitText("after", "select task_id from tasks where task_id = $1", "after");
            assertThat(status(first, "liveness")).isEqualTo(200);
        }
    }

    @Test
    void aNameThatAKilledProcessorHeldIsFreeAfterItsLease() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared(), NAME)) {
            processor.database.update(
                    "insert into processor_instances (instance_id, holder, process, claimed_until)"
                            + " values ('one-of-several', 'killed', 'gone', now() + interval '2 s')");

            processor.start();

            create(processor, "taken-over");
            processor.awaitText(
                    "taken-over", "select task_id from tasks where task_id = $1", "taken-over");
        }
    }

    @Test
    void twoProcessorsOfDifferentNamesShareTheWork() {
        try (RunningProcessor first = RunningProcessor.on(Testbed.shared(), NAME).start();
                RunningProcessor second =
                        first.besideIt("--mc.instance-id=another-of-several").start()) {
            first.await("six members, each with a share", () -> settledMembers().size() == 6);
            assertThat(members()).filteredOn(each -> each.startsWith("another-")).hasSize(3);

            second.stop();

            assertThat(members()).hasSize(3).allMatch(each -> each.startsWith("one-"));
        }
    }

    @Test
    void asManyThreadsReadTasksAndAgentsAsAreSet() {
        try (RunningProcessor processor =
                RunningProcessor.on(
                                Testbed.shared(),
                                NAME,
                                "--mc.task-concurrency=3",
                                "--mc.agent-concurrency=2")
                        .start()) {
            processor.await("five members", () -> members().size() == 5);

            assertThat(members())
                    .containsExactlyInAnyOrder(
                            "one-of-several.mc.task-events-0",
                            "one-of-several.mc.task-events-1",
                            "one-of-several.mc.task-events-2",
                            "one-of-several.mc.agent-heartbeats-0",
                            "one-of-several.mc.agent-heartbeats-1");
        }
    }

    @Test
    void aProcessorThatStopsLeavesItsGroupsAndItsNameAtOnce() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared(), NAME).start()) {
            processor.await("three members, each with a share", () -> settledMembers().size() == 3);

            processor.stop();

            assertThat(members()).isEmpty();
            assertThat(processor.text("select count(*) from processor_instances")).isEqualTo("0");
        }
    }

    @Test
    void aProcessorWhosePlaceInTheGroupIsTakenIsNotAlive() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared(), NAME).start()) {
            processor.await("three members", () -> members().size() == 3);
            assertThat(status(processor, "liveness")).isEqualTo(200);

            try (KafkaConsumer<byte[], byte[]> usurper =
                    new KafkaConsumer<>(
                            Map.of(
                                    "bootstrap.servers",
                                    Testbed.shared().bootstrapServers(),
                                    "group.id",
                                    GROUPS.getFirst(),
                                    "group.instance.id",
                                    "one-of-several.mc.task-events-0",
                                    "partition.assignment.strategy",
                                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                usurper.subscribe(List.of(Topic.TASK_EVENTS.topicName()));

                processor.await(
                        "liveness to be down",
                        () -> {
                            usurper.poll(Duration.ofMillis(50));
                            return status(processor, "liveness") == 503;
                        });
            }
        }
    }

    private static void create(RunningProcessor processor, String task) {
        processor.send(
                new TaskCreated(
                        new EventId("evt_created_" + task),
                        new CommandId("cmd_" + task),
                        new Brief(new TaskId(task), new AgentId("agt_atlas"), "Title"),
                        Stage.TODO,
                        null));
    }

    /** The names in all groups; none of a group that nobody ever joined. */
    private static List<String> members() {
        return described().stream()
                .map(member -> member.groupInstanceId().orElse("without a name"))
                .toList();
    }

    /**
     * Those that have partitions. One that is just joining, and is stopped then, knows of no
     * membership that it could end.
     */
    private static List<MemberDescription> settledMembers() {
        return described().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .toList();
    }

    private static List<MemberDescription> described() {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Testbed.shared().bootstrapServers()))) {
            return admin.describeConsumerGroups(GROUPS).describedGroups().values().stream()
                    .map(SeveralProcessorsIT::members)
                    .flatMap(Collection::stream)
                    .toList();
        }
    }

    private static Collection<MemberDescription> members(KafkaFuture<ConsumerGroupDescription> of) {
        try {
            return of.toCompletionStage().toCompletableFuture().join().members();
        } catch (CompletionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private static int status(RunningProcessor processor, String probe) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:%d/actuator/health/%s"
                                                            .formatted(processor.port(), probe)))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
