package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.PanelTwin;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which pages may open a socket, and of which groups the health view tells, where it is said. */
class WhoMayAskIT {

    private static final String BOARD = "https://board.example.com";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        Testbed testbed = Testbed.shared();
        testbed.resetTopics();
        try (StateTopics topics = new StateTopics(testbed.bootstrapServers())) {
            topics.commit(task("tsk_first", 1));
        }
        gateway =
                RunningGateway.start(
                                testbed.bootstrapServers(),
                                testbed.freshDatabase(),
                                "--mc.allowed-origins=" + BOARD,
                                "--mc.lag-groups=readers-of-mine")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void onlyThePagesThatAreNamedMayOpenASocket() {
        String own = "http://127.0.0.1:" + gateway.port();

        assertThat(PanelTwin.openFrom(gateway, own).closeCode()).isEqualTo(4003);
        try (PanelTwin named = PanelTwin.openFrom(gateway, BOARD)) {
            named.send("{\"op\":\"hello\"}");
            named.awaitLive();
        }
    }

    @Test
    void theLagOfTheGroupsThatAreNamedIsToldAndOfNoOthers() throws Exception {
        commitTheBeginning("readers-of-mine");
        commitTheBeginning("mc-notifier");

        assertThat(gateway.json("/api/dashboard/health", PANEL).get("lag"))
                .extracting(lag -> lag.get("group").asString())
                .containsExactly("readers-of-mine");
    }

    private static void commitTheBeginning(String group)
            throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Testbed.shared().bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            group,
                            Map.of(
                                    new TopicPartition(Topic.TASK_EVENTS.topicName(), 0),
                                    new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
    }
}
