package dev.mcsync.infra.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SharedTestbedIT {
    private static final String TOPIC = Topic.TASK_STATE.topicName();

    @Test
    void everyCallGivesAnotherMigratedDatabase() throws Exception {
        PostgresAddress first = Testbed.shared().freshDatabase();
        PostgresAddress second = Testbed.shared().freshDatabase();

        assertThat(second.database()).isNotEqualTo(first.database());
        assertThat(count(first, "processed_events")).isZero();
        assertThat(count(second, "processed_events")).isZero();
    }

    @Test
    void resettingTheTopicsForgetsTheirRecords() throws Exception {
        Testbed testbed = Testbed.shared();
        write(testbed, "forgotten");

        testbed.resetTopics();

        assertThat(endOffset(testbed)).isZero();
    }

    private static long count(PostgresAddress address, String table) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                address.jdbcUrl(), address.user(), address.password());
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void write(Testbed testbed, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", testbed.bootstrapServers());
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, "key", value)).get();
        }
    }

    private static long endOffset(Testbed testbed) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", testbed.bootstrapServers()))) {
            return admin.listOffsets(Map.of(new TopicPartition(TOPIC, 0), OffsetSpec.latest()))
                    .partitionResult(new TopicPartition(TOPIC, 0))
                    .get()
                    .offset();
        }
    }
}
