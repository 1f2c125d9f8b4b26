package dev.mcsync.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.notifier.OutcomeSamples;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeTest {

    @ParameterizedTest
    @EnumSource(Stage.class)
    void anAckNamesTheAgentTheTaskAndItsStage(Stage stage) {
        assertTold(
                OutcomeSamples.of(FactType.ACK).after(TaskStatus.ACK, stage),
                "🟦 [ACK] agent-1 recebeu tsk_1 | etapa: " + stage.wireName());
    }

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"QUEUED", "ACK", "TIMEOUT"})
    void aTaskThatStartsToRunIsTold(TaskStatus before) {
        assertTold(
                OutcomeSamples.of(FactType.RUNNING).before(before, Stage.TODO),
                "🟨 [RUNNING] agent-1 iniciou tsk_1");
    }

    @Test
    void aTaskThatReportsAgainThatItRunsIsNotTold() {
        assertSilent(
                OutcomeSamples.of(FactType.RUNNING).before(TaskStatus.RUNNING, Stage.DOING),
                Silence.NOTHING_NEW);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void progressNamesTheTaskItsStageAndTheMessage(Stage stage) {
        assertTold(
                OutcomeSamples.of(FactType.PROGRESS)
                        .after(TaskStatus.RUNNING, stage)
                        .message("Lendo extrato 2 de 5"),
                "🟧 [PROGRESS] tsk_1 -> " + stage.wireName() + " | Lendo extrato 2 de 5");
    }

    @Test
    void aQuestionIsToldInPlaceOfTheProgressThatCarriesIt() {
        assertTold(
                OutcomeSamples.of(FactType.PROGRESS).message("parado").question("Qual dos *dois*?"),
                "🟪 [QUESTION] agent-1 pergunta em tsk_1 | Qual dos \\*dois\\*?");
    }

    @Test
    void aDoneTaskIsTold() {
        assertTold(OutcomeSamples.of(FactType.DONE), "🟩 [DONE] tsk_1 concluída por agent-1");
    }

    @Test
    void aFailedTaskIsToldWithItsErrorCodeAndMessage() {
        assertTold(
                OutcomeSamples.of(FactType.FAILED)
                        .errorCode("upstream_503")
                        .message("Sem resposta"),
                "🟥 [FAILED] tsk_1 | upstream_503 | Sem resposta");
    }

    @Test
    void aTimeoutIsToldAsFailed() {
        assertTold(
                OutcomeSamples.of(FactType.DEADLINE_PASSED).message("15 min sem notícia"),
                "🟥 [FAILED] tsk_1 | timeout | 15 min sem notícia");
    }

    @Test
    void aDeadlineThatSentTheTaskAgainIsNotTold() {
        assertSilent(
                OutcomeSamples.of(FactType.DEADLINE_PASSED).after(TaskStatus.QUEUED, Stage.TODO),
                Silence.SENT_AGAIN);
    }

    @Test
    void aCancelledTaskIsToldAsFailed() {
        assertTold(
                OutcomeSamples.of(FactType.CANCELLED).message("Não é mais preciso"),
                "🟥 [FAILED] tsk_1 | cancelled | Não é mais preciso");
    }

    @Test
    void whatAnAgentDidNotGiveShowsAsADash() {
        assertTold(OutcomeSamples.of(FactType.FAILED), "🟥 [FAILED] tsk_1 | — | —");
        assertTold(OutcomeSamples.of(FactType.FAILED).message(" \n "), "🟥 [FAILED] tsk_1 | — | —");
        assertTold(OutcomeSamples.of(FactType.PROGRESS), "🟧 [PROGRESS] tsk_1 -> doing | —");
        assertTold(OutcomeSamples.of(FactType.DEADLINE_PASSED), "🟥 [FAILED] tsk_1 | timeout | —");
        assertTold(OutcomeSamples.of(FactType.DONE).agent(null), "🟩 [DONE] tsk_1 concluída por —");
    }

    @ParameterizedTest
    @CsvSource({"180,3", "191,3", "239,3", "240,4", "59,0", "86400,1440"})
    void anAgentThatWentSilentIsToldInWholeMinutes(long seconds, long minutes) {
        assertThat(Notice.of(OutcomeSamples.offline("agent-1", seconds)))
                .isEqualTo(
                        new Tell(
                                "🚨 [OFFLINE] agent-1 sem heartbeat há %d min".formatted(minutes)));
    }

    @Test
    void theSilenceIsReckonedFromTheLastSignWhereItIsNotGiven() {
        assertThat(Notice.of(OutcomeSamples.offline("agent-1", null)))
                .isEqualTo(new Tell("🚨 [OFFLINE] agent-1 sem heartbeat há 4 min"));
    }

    @Test
    void anAgentThatIsBackIsNotTold() {
        assertThat(Notice.of(OutcomeSamples.online("agent-1")))
                .isEqualTo(new Silent(Silence.NO_TEMPLATE));
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "MOVED", "RETRIED", "ADOPTED", "REPAIRED"})
    void whatHasNoTemplateIsNotTold(FactType type) {
        assertSilent(OutcomeSamples.of(type), Silence.NO_TEMPLATE);
    }

    @ParameterizedTest
    @EnumSource
    void whatHadNoEffectIsNotTold(FactType type) {
        assertSilent(
                OutcomeSamples.of(type).effect(Effect.LATE, Reason.ALREADY_FINISHED), Silence.LATE);
        assertSilent(
                OutcomeSamples.of(type).effect(Effect.REFUSED, Reason.STALE_ATTEMPT),
                Silence.REFUSED);
    }

    @Test
    void anIdDoesNotBeginWhatAnAddressEnds() {
        assertThat(new Template.Progress("tsk_1", "doing", "em https://host/a_(b)_c").line())
                .isEqualTo("🟧 [PROGRESS] tsk\\_1 -> doing | em <https://host/a_(b)_c>");
        assertThat(new Template.Progress("tsk_1", "doing", "em https://host/__init__.py").line())
                .isEqualTo("🟧 [PROGRESS] tsk_1 -> doing | em <https://host/__init__.py>");
    }

    @Test
    void nothingInAMessageFormatsOrBreaksTheLine() {
        assertTold(
                OutcomeSamples.of(FactType.FAILED)
                        .errorCode("a|b")
                        .message("**alto**\n# título\r\n@everyone [x](http://y) <@1>"),
                "🟥 [FAILED] tsk_1 | a\\|b | \\*\\*alto\\*\\* # título @\u200Beveryone"
                        + " \\[x\\](<http://y>) \\<@\u200B1>");
    }

    @Test
    void aLongMessageIsCutByCodePoints() {
        Notice notice =
                Notice.of(
                        OutcomeSamples.of(FactType.PROGRESS).message("🟧".repeat(2_000)).outcome());

        String line = ((Tell) notice).line();
        assertThat(line.codePointCount(0, line.length())).isEqualTo(2_000);
        assertThat(line).startsWith("🟧 [PROGRESS] tsk_1 -> doing | 🟧").endsWith("🟧…");
    }

    private static void assertTold(OutcomeSamples sample, String line) {
        assertThat(notice(sample.outcome())).isEqualTo(new Tell(line));
    }

    private static void assertSilent(OutcomeSamples sample, Silence reason) {
        assertThat(notice(sample.outcome())).isEqualTo(new Silent(reason));
    }

    private static Notice notice(Outcome outcome) {
        return Notice.of(outcome);
    }
}
