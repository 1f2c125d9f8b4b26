package dev.mcsync.infra.proof.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** What agents and panels are to one of the systems: its calls and its open boards. */
public final class Client implements AutoCloseable {

    private static final int CONNECTIONS = 128;
    private static final int OPENED_AT_ONCE = 50;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Loop loop = new Loop();
    private final Calls calls;
    private final Boards boards;

    public Client(Address address) {
        this.calls = new Calls(loop, address, CONNECTIONS);
        this.boards = new Boards(loop, address, calls);
    }

    /** By the public API; returns when all are there. */
    public void createTasks(Reports reports) {
        List<CompletableFuture<Void>> created = new ArrayList<>();
        for (Reports.Target target : reports.targets()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            created.add(done);
            byte[] body =
                    json.writeValueAsBytes(
                            Map.of(
                                    "title", "Task " + target.taskId(),
                                    "agent_id", target.agentId(),
                                    "command_id", target.commandId()));
            calls.post(
                    "/api/dashboard/tasks",
                    body,
                    (status, answer) -> {
                        if (status / 100 == 2) {
                            done.complete(null);
                        } else {
                            done.completeExceptionally(
                                    new IllegalStateException(
                                            "Expected a task, found "
                                                    + status
                                                    + " "
                                                    + answer.toString(UTF_8)));
                        }
                    });
        }
        created.forEach(CompletableFuture::join);
    }

    /** Opens one board that writes what it shows into the journal. */
    public void watch(Reports reports, Journal journal) {
        boards.open(frame -> journal.see(reports.numberIn(frame))).join();
    }

    /** Opens as many boards; returns when all are live. */
    public void open(Crowd crowd, int sockets) {
        for (int from = 0; from < sockets; from += OPENED_AT_ONCE) {
            CompletableFuture.allOf(
                            IntStream.range(from, Math.min(sockets, from + OPENED_AT_ONCE))
                                    .mapToObj(_ -> boards.open(crowd))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** How many boards are open. */
    public int openBoards() {
        return boards.count();
    }

    Loop loop() {
        return loop;
    }

    Calls calls() {
        return calls;
    }

    Boards boards() {
        return boards;
    }

    @Override
    public void close() {
        boards.close();
        loop.close();
    }
}
