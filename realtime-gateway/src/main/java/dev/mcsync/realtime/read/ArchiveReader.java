package dev.mcsync.realtime.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskSnapshot;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Reads the tasks that have left the board. A search folds texts as the board's does, which the
 * database cannot: it looks at a bounded number of tasks in one call and says where it has ended.
 */
final class ArchiveReader {

    static final int MAX_PAGE = 200;

    private static final Logger log = LoggerFactory.getLogger(ArchiveReader.class);

    /** Read at once while a search looks for matches; otherwise one more than is asked for. */
    private static final int PIECE = 2_000;

    /** For one call. */
    private static final int MAX_LOOKED_AT = 20_000;

    /** Each column of the board has its own place in the index. */
    private static final String CANDIDATES =
            """
            select t.* from unnest(:stages::text[]) as wanted (stage) cross join lateral (
                select task_id, status_since, title, agent_id, coalesce(message, '') as message
                from tasks where left_board_at is not null and stage = wanted.stage
                    and (status_since, task_id) < (:since, :task_id)%s
                order by status_since desc, task_id desc limit :piece) t
            order by status_since desc, task_id desc limit :piece
            """;

    private static final String OF_STATUS = " and status = :status";
    private static final String OF_AGENT = " and agent_id = :agent_id";

    /** As the wire has it, for the one codec. */
    private static final String SNAPSHOTS =
            "select jsonb_build_object("
                    + Stream.concat(
                                    Stream.of(
                                                    "task_id",
                                                    "version",
                                                    "title",
                                                    "agent_id",
                                                    "command_id",
                                                    "attempt",
                                                    "status",
                                                    "stage",
                                                    "progress",
                                                    "message",
                                                    "error_code",
                                                    "payload",
                                                    "deliveries",
                                                    "prior_attempts",
                                                    "ack_timeout",
                                                    "running_timeout",
                                                    "max_attempts",
                                                    "answer_timeout",
                                                    "last_event_id")
                                            .map(column -> member(column, column)),
                                    Stream.concat(
                                            Stream.of(
                                                            "created_at",
                                                            "updated_at",
                                                            "stage_since",
                                                            "status_since",
                                                            "deadline_at",
                                                            "acked_at",
                                                            "started_at",
                                                            "finished_at")
                                                    .map(column -> member(column, moment(column))),
                                            Stream.of(
                                                    member("archived_at", moment("left_board_at")),
                                                    member("instructions", "agent_instructions"),
                                                    member("dialogue", "agent_dialogue"),
                                                    member("result", "agent_result"))))
                            .collect(joining(", "))
                    + ")::text as task from tasks"
                    + " where task_id = any(:task_ids) and left_board_at is not null"
                    + " order by status_since desc, task_id desc";

    private final Tables tables;

    ArchiveReader(Tables tables) {
        this.tables = tables;
    }

    /**
     * @param next where the next page begins; nothing when there is none
     */
    record Page(List<TaskSnapshot> tasks, Optional<ArchivePlace> next) {}

    /** The last finished first. */
    Mono<Page> page(TaskFilter filter, Optional<ArchivePlace> before) {
        return new Search(filter, before.orElse(ArchivePlace.BEGINNING)).run();
    }

    /** Nothing when there is no such task, or it is on the board. */
    Mono<TaskSnapshot> find(String taskId) {
        return snapshots(List.of(taskId)).flatMapIterable(found -> found).next();
    }

    private Mono<List<TaskSnapshot>> snapshots(List<String> taskIds) {
        return taskIds.isEmpty()
                ? Mono.just(List.of())
                : tables.rows(
                                SNAPSHOTS,
                                Map.of("task_ids", taskIds.toArray(String[]::new)),
                                row -> Optional.ofNullable(readable(text(row, "task"))))
                        .map(found -> found.stream().flatMap(Optional::stream).toList());
    }

    /** What somebody has made of a row by hand is for the reconcile to find. */
    private static @Nullable TaskSnapshot readable(String json) {
        return switch (OwnCodec.decodeTaskSnapshot(json.getBytes(UTF_8))) {
            case Decoded.Valid<TaskSnapshot>(TaskSnapshot task) -> task;
            case Decoded.Invalid<TaskSnapshot> invalid -> {
                log.warn("A task of the archive cannot be read: {}", invalid);
                yield null;
            }
        };
    }

    private static String member(String name, String value) {
        return "'" + name + "', " + value;
    }

    private static String moment(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class), column);
    }

    private record Candidate(String taskId, Instant statusSince, boolean matches) {

        static Function<Readable, Candidate> of(TaskFilter filter) {
            return row ->
                    new Candidate(
                            text(row, "task_id"),
                            requireNonNull(row.get("status_since", Instant.class)),
                            filter.mentioned(
                                    text(row, "title"),
                                    text(row, "task_id"),
                                    text(row, "agent_id"),
                                    text(row, "message")));
        }

        ArchivePlace place() {
            return new ArchivePlace(statusSince, taskId);
        }
    }

    /** For one call; its pieces come one after the other. */
    private final class Search {

        private final TaskFilter filter;
        private final int piece;
        private final List<String> found = new ArrayList<>();
        private ArchivePlace place;
        private int lookedAt;
        private boolean isAtEnd;

        Search(TaskFilter filter, ArchivePlace place) {
            this.filter = filter;
            this.place = place;
            this.piece = filter.text().isPresent() ? PIECE : (int) filter.limit() + 1;
        }

        Mono<Page> run() {
            return Mono.defer(this::look)
                    .repeat(() ->
                            !isAtEnd && found.size() < filter.limit() && lookedAt < MAX_LOOKED_AT)
                    .then(Mono.defer(() -> snapshots(found)))
                    .map(tasks -> new Page(tasks, isAtEnd ? Optional.empty() : Optional.of(place)));
        }

        private Mono<List<Candidate>> look() {
            Map<String, Object> values = new HashMap<>();
            values.put("stages", stages());
            values.put("since", place.statusSince());
            values.put("task_id", place.taskId());
            values.put("piece", piece);
            filter.status().ifPresent(status -> values.put("status", status.wireName()));
            filter.agentId().ifPresent(agentId -> values.put("agent_id", agentId));
            String conditions =
                    filter.status().map(_ -> OF_STATUS).orElse("")
                            + filter.agentId().map(_ -> OF_AGENT).orElse("");
            return tables.rows(CANDIDATES.formatted(conditions), values, Candidate.of(filter))
                    .doOnNext(this::take);
        }

        private void take(List<Candidate> candidates) {
            for (Candidate candidate : candidates) {
                if (found.size() == filter.limit()) {
                    return;
                }
                lookedAt++;
                place = candidate.place();
                if (candidate.matches()) {
                    found.add(candidate.taskId());
                }
            }
            isAtEnd = candidates.size() < piece;
        }

        private String[] stages() {
            return filter.stage()
                    .map(stage -> new String[] {stage.wireName()})
                    .orElseGet(() -> WireNames.all(Stage.class).toArray(String[]::new));
        }
    }
}
