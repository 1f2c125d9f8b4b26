package dev.mcsync.infra.operator.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.topic.Headers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final String GOOD =
            "{\"event_id\":\"evt_1\",\"type\":\"ack\",\"task_id\":\"tsk_1\",\"command_id\":\"cmd_1\","
                    + "\"agent_id\":\"agt_1\"}";
    private static final String BAD = GOOD.replace("\"ack\"", "\"Ack\"");

    @Test
    void whatIsFineNowGoesBackAsItWas() {
        RejectedRecord rejected = rejected("unreadable_row", "mc.task-events", "tsk_1", GOOD);

        ProducerRecord<byte[], byte[]> sent = Mended.of(rejected, null);

        assertThat(sent.topic()).isEqualTo("mc.task-events");
        assertThat(sent.key()).isEqualTo("tsk_1".getBytes(UTF_8));
        assertThat(sent.value()).isEqualTo(GOOD.getBytes(UTF_8));
        assertThat(sent.headers().toArray())
                .containsExactly(new RecordHeader("traceparent", "00-1".getBytes(UTF_8)));
    }

    @Test
    void whatWouldBeRefusedAgainIsNotSentAndTheMemberIsNamed() {
        refused(rejected("invalid", "mc.task-events", "tsk_1", BAD), null, "/type");
        refused(rejected("missing_value", "mc.task-events", "tsk_1", ""), null, "found nothing");
    }

    @Test
    void aMendedEventKeepsItsId() {
        RejectedRecord rejected = rejected("invalid", "mc.task-events", "tsk_1", BAD);

        assertThat(Mended.of(rejected, GOOD.getBytes(UTF_8)).value())
                .isEqualTo(GOOD.getBytes(UTF_8));
        refused(rejected, GOOD.replace("evt_1", "evt_2"), "evt_1", "evt_2", "keeps its id");
    }

    @Test
    void anEventThatHadNoIdMayBeGivenOne() {
        RejectedRecord rejected = rejected("invalid", "mc.task-events", "tsk_1", "noise");

        assertThat(Mended.of(rejected, GOOD.getBytes(UTF_8)).key())
                .isEqualTo("tsk_1".getBytes(UTF_8));
    }

    @Test
    void aWrongKeyIsMendedOnlyOnPurpose() {
        RejectedRecord rejected = rejected("key_mismatch", "mc.task-events", "tsk_2", GOOD);

        refused(rejected, null, "tsk_2", "tsk_1", "--file");
        assertThat(Mended.of(rejected, GOOD.getBytes(UTF_8)).key())
                .isEqualTo("tsk_1".getBytes(UTF_8));
    }

    @Test
    void anIdThatIsTakenStaysTaken() {
        refused(rejected("event_id_conflict", "mc.task-events", "tsk_1", GOOD), null, "another");
    }

    @Test
    void onlyTheInputsAreSentTo() {
        refused(rejected("invalid", "mc.task-outcomes", "tsk_1", GOOD), null, "only the product");
        refused(rejected("invalid", "", "tsk_1", GOOD), null, "which topic");
    }

    @Test
    void bytesThatAreNoTextAreToldInDigits() {
        assertThat(RejectedRecord.told(null)).isEqualTo("(none)");
        assertThat(RejectedRecord.told("caf\u00e9".getBytes(UTF_8))).isEqualTo("caf\u00e9");
        assertThat(RejectedRecord.told(new byte[] {(byte) 0xff, 0})).isEqualTo("hex ff00");
        assertThat(RejectedRecord.told("\u001b[2J".getBytes(UTF_8))).isEqualTo("hex 1b5b324a");
    }

    @Test
    void aPositionIsAPartitionAndAnOffset() {
        assertThat(RejectedPosition.parse("3@1042")).hasValue(new RejectedPosition(3, 1042));
        assertThat(RejectedPosition.parse("3-1042")).isEmpty();
        assertThat(RejectedPosition.parse("mc.rejected-events-3@1042")).isEmpty();
    }

    private static void refused(
            RejectedRecord rejected, @Nullable String content, String... words) {
        assertThatThrownBy(
                        () -> Mended.of(rejected, content == null ? null : content.getBytes(UTF_8)))
                .isInstanceOf(ReplayRefusedException.class)
                .hasMessageContainingAll(words);
    }

    private static RejectedRecord rejected(String reason, String topic, String key, String value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "mc.rejected-events", 0, 5, key.getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("traceparent", "00-1".getBytes(UTF_8));
        record.headers().add(Headers.REJECTED_REASON, reason.getBytes(UTF_8));
        if (!topic.isEmpty()) {
            record.headers().add(Headers.REJECTED_TOPIC, topic.getBytes(UTF_8));
        }
        return RejectedRecord.of(record);
    }
}
