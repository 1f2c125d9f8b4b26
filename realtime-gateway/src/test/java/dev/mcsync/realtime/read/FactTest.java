package dev.mcsync.realtime.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FactTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void aFactIsToldInOneObjectMemberByMember() {
        Fact fact =
                new Fact(
                        "evt_1",
                        "failed",
                        "tsk_1",
                        "agt_1",
                        new Fact.Effect(
                                "applied",
                                "why",
                                "running",
                                "failed",
                                "in_progress",
                                "review",
                                7L,
                                List.of("ack")),
                        new Fact.Report("out of memory", 40, "oom", "cmd_1", 2),
                        new Fact.Said(
                                StrictJson.canonical("{\"load\":1}"),
                                StrictJson.canonical("{\"id\":\"q1\",\"text\":\"?\"}"),
                                List.of("evt_n1"),
                                "q0",
                                "yes",
                                "Anew",
                                true,
                                "agt_2"),
                        AT,
                        AT.plusMillis(1),
                        AT.plusMillis(2),
                        new Fact.Source(
                                "mc.task-events",
                                3,
                                99L,
                                "0123456789abcdef",
                                "Build agents",
                                "0af7651916cd43dd8448eb211c80319c"),
                        new Fact.Fate("dead", "tasks", "1234", "http_400", AT.plusMillis(3)));

        assertThat(told(fact))
                .isEqualTo(
                        """
                        {"event_id":"evt_1","type":"failed","task_id":"tsk_1","agent_id":"agt_1",\
                        "outcome":"applied","reason":"why","from_status":"running",\
                        "to_status":"failed","from_stage":"in_progress","to_stage":"review",\
                        "version":7,"implied":["ack"],"message":"out of memory","progress":40,\
                        "error_code":"oom","command_id":"cmd_1","attempt":2,\
                        "meta":{"load":1},"question":{"id":"q1","text":"?"},"acks":["evt_n1"],\
                        "question_id":"q0","text":"yes","new_title":"Anew",\
                        "new_instructions":true,"new_agent_id":"agt_2",\
                        "occurred_at":"2026-05-01T10:00:00Z",\
                        "received_at":"2026-05-01T10:00:00.001Z",\
                        "applied_at":"2026-05-01T10:00:00.002Z",\
                        "source":{"topic":"mc.task-events","partition":3,"offset":99,\
                        "token_id":"0123456789abcdef","token":"Build agents",\
                        "trace_id":"0af7651916cd43dd8448eb211c80319c"},\
                        "discord":{"state":"dead","channel":"tasks","message_id":"1234",\
                        "reason":"http_400","at":"2026-05-01T10:00:00.003Z"}}\
                        """);
    }

    @Test
    void whatARowFromBeforeMcSyncLacksIsLeftOut() {
        Fact fact =
                new Fact(
                        null,
                        "done",
                        null,
                        null,
                        new Fact.Effect(null, null, null, null, null, null, null, List.of()),
                        new Fact.Report(null, null, null, null, null),
                        new Fact.Said(null, null, List.of(), null, null, null, false, null),
                        null,
                        null,
                        null,
                        null,
                        null);

        assertThat(told(fact)).isEqualTo("{\"type\":\"done\"}");
    }

    private static String told(Fact fact) {
        ObjectWriter out = new ObjectWriter();
        fact.write(out);
        return out.finish();
    }
}
