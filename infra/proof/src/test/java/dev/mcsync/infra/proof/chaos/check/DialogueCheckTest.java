package dev.mcsync.infra.proof.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.chaos.evidence.Evidence;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.ReferenceFold;
import dev.mcsync.infra.proof.reference.ReferenceHearing;
import dev.mcsync.infra.proof.reference.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether the check finds what it is there for. */
class DialogueCheckTest {

    private static final String ASKED =
            fact("e1", "progress", "'question':{'id':'q1','text':'Which?'}");
    private static final String ANSWERED =
            fact("e2", "answered", "'question_id':'q1','text':'this'");

    private final List<LogRecord> facts = new ArrayList<>();
    private final List<LogRecord> outcomes = new ArrayList<>();
    private final List<LogRecord> commands = new ArrayList<>();

    @Test
    void anAnswerThatIsToldToWhoeverAskedIsRight() {
        asked();
        applied(ANSWERED, "running", 1_000);
        told("c1");

        assertThat(violations()).isEmpty();
    }

    @Test
    void anAnswerToldToAnotherAttemptIsFound() {
        asked();
        applied(ANSWERED, "running", 1_000);
        told("c2");

        assertThat(violations()).singleElement().asString().contains("was told to \"c2\"");
    }

    @Test
    void anAnswerThatNobodyIsToldIsFound() {
        asked();
        applied(ANSWERED, "running", 1_000);
        applied(fact("e3", "done", "'progress':100"), "done", 60_000);

        assertThat(violations()).containsExactly("the answer e2 was told to nobody");
    }

    @Test
    void whatEndsTheAttemptInTheSameBatchOvertakesTheAnswer() {
        asked();
        applied(ANSWERED, "running", 1_000);
        applied(fact("e3", "done", "'progress':100"), "done", 1_010);

        assertThat(violations()).isEmpty();
    }

    @Test
    void aSecondAnswerIsFound() {
        asked();
        applied(ANSWERED, "running", 1_000);
        told("c1");
        applied(fact("e3", "answered", "'question_id':'q1','text':'that'"), "running", 1_000);

        assertThat(violations()).contains("e3 answers what nobody asks");
    }

    private void asked() {
        applied(ASKED, "running", 0, "'question':'Which?',");
    }

    private void applied(String fact, String status, long at) {
        applied(fact, status, at, "");
    }

    private void applied(String fact, String status, long at, String more) {
        facts.add(record(Topic.TASK_EVENTS, facts.size(), at, fact));
        String told =
                "{'event_id':%s,%s'type':%s,'task_id':'t1','attempt':1,'outcome':'applied','after':{'status':'%s'}}"
                        .formatted(member(fact, 1), more, member(fact, 3), status);
        outcomes.add(record(Topic.TASK_OUTCOMES, outcomes.size(), at, told.replace('\'', '"')));
    }

    private void told(String commandId) {
        String command =
                "{'type':'message','task_id':'t1','command_id':'%s','message':{'id':'e2','text':'this'}}"
                        .formatted(commandId);
        commands.add(record(Topic.AGENT_COMMANDS, 0, 0, command.replace('\'', '"')));
    }

    private List<String> violations() {
        ReferenceFold reference =
                new ReferenceFold(
                        new JsonInputs(),
                        Rules.ofSeconds(25, 30, 45, 3, 60),
                        1,
                        List.of(),
                        new ReferenceHearing(List.of()));
        reference.fold(facts);
        Evidence evidence =
                new Evidence(
                        Map.of(Topic.TASK_OUTCOMES, outcomes, Topic.AGENT_COMMANDS, commands),
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        0,
                        Map.of(),
                        List.of());
        return new DialogueCheck(evidence, reference).finding().violations();
    }

    private static String fact(String id, String type, String more) {
        return "{'event_id':'%s','type':'%s','task_id':'t1','command_id':'c1',%s}"
                .formatted(id, type, more)
                .replace('\'', '"');
    }

    /** The n-th text of a fact, in quotes: its names and values take turns. */
    private static String member(String fact, int n) {
        return '"' + fact.split("\"", -1)[2 * n + 1] + '"';
    }

    private static LogRecord record(Topic topic, long offset, long at, String value) {
        return new LogRecord(
                topic.topicName(),
                0,
                offset,
                at,
                "t1".getBytes(UTF_8),
                value.getBytes(UTF_8),
                Map.of());
    }
}
