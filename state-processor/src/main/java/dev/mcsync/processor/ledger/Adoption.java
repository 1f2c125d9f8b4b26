package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskStatus;
import io.r2dbc.spi.Row;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Words a row of the old system as the fact that adopts it. What the row does not say, or says in
 * words of its own, is filled in so that nothing is ever executed because of a guess: a row without
 * a status that we know waits in the backlog.
 */
final class Adoption {

    private static final AgentId NOBODY = new AgentId("unassigned");

    private Adoption() {}

    static TaskAdopted of(Row row) {
        TaskId taskId = new TaskId(LedgerRows.text(row, "task_id"));
        Optional<TaskStatus> known =
                Optional.ofNullable(LedgerRows.optionalText(row, "status"))
                        .flatMap(status -> WireNames.find(TaskStatus.class, status));
        TaskStatus status = known.orElse(TaskStatus.QUEUED);
        Integer attempt = LedgerRows.optionalInteger(row, "attempt");
        return new TaskAdopted(
                TaskAdopted.idFor(taskId, LedgerRows.text(row, "row_version")),
                new Brief(
                        taskId,
                        id(LedgerRows.optionalText(row, "agent_id"))
                                .map(AgentId::new)
                                .orElse(NOBODY),
                        cut(LedgerRows.optionalText(row, "title"), TaskCreated.MAX_TITLE_LENGTH)
                                .orElse(""),
                        payload(LedgerRows.optionalText(row, "payload")),
                        TaskLimits.DEFAULT),
                id(LedgerRows.optionalText(row, "command_id"))
                        .map(CommandId::new)
                        .orElseGet(() -> CommandId.derivedFrom("adopted", taskId.value())),
                attempt == null ? 1 : Math.max(1, attempt),
                status,
                known.isPresent() ? stage(row, status) : Stage.BACKLOG,
                remark(row),
                LedgerRows.optionalInstant(row, "created_at"),
                null);
    }

    private static Remark remark(Row row) {
        Integer progress = LedgerRows.optionalInteger(row, "progress");
        return new Remark(
                cut(LedgerRows.optionalText(row, "message"), AgentReport.MAX_MESSAGE_LENGTH)
                        .orElse(null),
                progress == null ? null : Math.clamp(progress, 0, 100),
                cut(LedgerRows.optionalText(row, "error_code"), AgentReport.MAX_ERROR_CODE_LENGTH)
                        .orElse(null));
    }

    /** A stage that contradicts the status gives way to it. */
    private static Stage stage(Row row, TaskStatus status) {
        Optional<Stage> stored =
                Optional.ofNullable(LedgerRows.optionalText(row, "stage"))
                        .flatMap(stage -> WireNames.find(Stage.class, stage));
        return switch (status) {
            case DONE -> Stage.DONE;
            case QUEUED -> open(stored, Stage.BACKLOG);
            case ACK -> open(stored, Stage.TODO);
            case RUNNING -> open(stored, Stage.DOING);
            case FAILED, TIMEOUT -> open(stored, Stage.BLOCKED);
        };
    }

    private static Stage open(Optional<Stage> stored, Stage otherwise) {
        return stored.filter(stage -> stage != Stage.DONE).orElse(otherwise);
    }

    private static Optional<String> id(@Nullable String text) {
        return Optional.ofNullable(text).filter(IdSyntax::isValid);
    }

    private static Optional<String> cut(@Nullable String text, int maxCodePoints) {
        return Optional.ofNullable(text)
                .map(full ->
                        full.codePointCount(0, full.length()) <= maxCodePoints
                                ? full
                                : full.substring(0, full.offsetByCodePoints(0, maxCodePoints)));
    }

    /** A payload that is no object, or breaks a limit, stays in the row and out of the fact. */
    private static @Nullable Json payload(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Decoded<Json> decoded =
                StrictJson.readObject(
                        ("{\"payload\":" + text + "}").getBytes(StandardCharsets.UTF_8),
                        in -> {
                            Json json = in.optionalJson("payload", TaskCreated.MAX_PAYLOAD_LENGTH);
                            return in.finish(() -> json == null ? Json.EMPTY : json);
                        });
        return decoded instanceof Decoded.Valid<Json>(Json json) ? json : null;
    }
}
