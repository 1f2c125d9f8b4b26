package dev.mcsync.infra.operator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailboxTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Mailbox mailbox = new Mailbox();

    @Test
    void whatIsToldAgainIsTheSame() {
        mailbox.take(message("cmd_1", "evt_1", "how", "quickly"));
        mailbox.take(message("cmd_1", "evt_1", "how", "quickly"));

        assertThat(mailbox.ids("cmd_1")).containsExactly("evt_1");
        assertThat(mailbox.answer("cmd_1", "how")).contains("quickly");
    }

    @Test
    void anAnswerIsForItsAttemptAndItsQuestion() {
        mailbox.take(message("cmd_1", "evt_1", "how", "quickly"));

        assertThat(mailbox.answer("cmd_2", "how")).isEmpty();
        assertThat(mailbox.answer("cmd_1", "when")).isEmpty();
        assertThat(mailbox.ids("cmd_2")).isEmpty();
    }

    @Test
    void onlyWhatWasNamedIsAcknowledged() {
        mailbox.take(message("cmd_1", "evt_1", "how", "quickly"));
        List<String> named = mailbox.ids("cmd_1");
        mailbox.take(message("cmd_1", "evt_2", "when", "now"));

        mailbox.acknowledged("cmd_1", named);

        assertThat(mailbox.ids("cmd_1")).containsExactly("evt_2");
    }

    private static JsonNode message(String attempt, String id, String question, String text) {
        return JSON.readTree(
                """
                {"command_id": "%s", "type": "message",
                 "message": {"id": "%s", "kind": "answer", "question_id": "%s", "text": "%s"}}
                """
                        .formatted(attempt, id, question, text));
    }
}
