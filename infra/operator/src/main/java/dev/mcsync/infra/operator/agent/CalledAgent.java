package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent whose work is done by whoever calls it: hands out what it is told, and takes reports,
 * none of which is lost, and none of which takes effect twice. While it is open it gives signs of
 * life; its attempts outlive it, and the next one that is opened on the same state goes on with
 * them. Thread-safe.
 */
public final class CalledAgent implements AutoCloseable {

    /** The longest that one call for commands waits. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(25);

    /** Beyond the wait that was asked for; a caller gives up about a minute after it called. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    /** While a start is known and not acknowledged, a call for commands returns at once. */
    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);

    private final McApi api;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Agent agent;
    private final Upkeep upkeep;
    private final CallNames names;
    private final Inbox inbox;
    private final Settling settling;
    private volatile Duration pauseAskedFor = Duration.ZERO;
    private boolean closed;

    CalledAgent(McApi api, Agent agent, Duration heartbeat, InstantSource clock) {
        this.api = api;
        this.agent = agent;
        this.inbox = new Inbox(agent.journal());
        this.names = new CallNames(agent.journal(), clock);
        this.settling = new Settling(agent.journal(), inbox);
        this.upkeep = new Upkeep(agent, new Heart(api, agent, heartbeat, inbox::hear));
        for (Begun left : agent.journal().begun()) {
            inbox.begin(left.commandId(), left.command(), false);
        }
    }

    /**
     * Begins to send what an earlier one left, and to give signs of life.
     *
     * @param state where it keeps what it must not forget; null for its own place
     * @throws UsageException when another one has it open
     */
    public static CalledAgent open(
            McApi api, String id, @Nullable Path state, Duration heartbeat, Terminal terminal) {
        try {
            new AgentId(id);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--agent " + id + ": " + e.getMessage());
        }
        RunnerLog log = new RunnerLog(terminal);
        Journal journal = Journal.open(state == null ? StateDirectory.of("mcp", id) : state);
        Agent agent = new Agent(id, journal, new Outbox(api, journal, log), log);
        CalledAgent opened = new CalledAgent(api, agent, heartbeat, InstantSource.system());
        opened.begin();
        return opened;
    }

    void begin() {
        upkeep.begin();
    }

    /**
     * What is new; at most one task.
     *
     * @param wait how long for the first of it
     * @param again tells all that was told before and is not over
     */
    public News next(Duration wait, boolean again) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            String trouble = ask(deadline, again);
            News news = inbox.take(again).with(trouble);
            if (!news.isEmpty() || isOver(deadline)) {
                return news;
            }
            pause(deadline);
        }
    }

    /** Acknowledges a task and says that work on it begins; taken, it is the caller's to do. */
    public Fate take(String commandId, Duration limit) throws InterruptedException {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        Fate acknowledged = say(new Call(commandId, "ack", nothing, null), limit);
        if (!(acknowledged instanceof Fate.Taken)) {
            return acknowledged;
        }
        Fate running = say(new Call(commandId, "running", nothing, null), limit);
        return running instanceof Fate.Over ? running : acknowledged;
    }

    /**
     * Returns when it is known what the report did, or the time is over; by then it is on the disk.
     */
    public Fate say(Call call, Duration limit) throws InterruptedException {
        CompletableFuture<Fate> sent;
        synchronized (this) {
            Optional<ObjectNode> before = names.find(call);
            Optional<Fate> obstacle = before.isPresent() ? Optional.empty() : obstacle(call);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            ObjectNode event = before.orElseGet(() -> event(call));
            List<FieldError> faults = Reports.faultsOf(event);
            if (!faults.isEmpty()) {
                return new Fate.Refused(told(faults));
            }
            sent = send(event);
        }
        return Settling.await(sent, limit);
    }

    /** The answer of a person to a question of an attempt, as a message. */
    public Optional<JsonNode> answer(String commandId, String questionId, Duration wait)
            throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            Optional<JsonNode> answer = inbox.answer(commandId, questionId);
            if (answer.isPresent() || isOver(deadline) || whyOver(commandId).isPresent()) {
                return answer.map(command -> command.path("message"));
            }
            String trouble = ask(deadline, false);
            if (trouble != null || inbox.answer(commandId, questionId).isEmpty()) {
                pause(deadline);
            }
        }
    }

    /** Why an attempt is nobody's business any more; empty while it is. */
    public Optional<String> whyOver(String commandId) {
        return inbox.whyOver(commandId);
    }

    /** Says goodbye. What is under way, or not sent yet, waits for the next one. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            asking.shutdownNow();
            upkeep.close();
        }
    }

    /** Asks for commands, and waits for the first where none is known; tells what went wrong. */
    private @Nullable String ask(long deadline, boolean again) throws InterruptedException {
        long wait =
                again || inbox.hasNews()
                        ? 0
                        : Math.min(secondsUntil(deadline), LONGEST_POLL.toSeconds());
        Future<@Nullable String> asked = asking.submit(() -> ask(wait));
        try {
            return asked.get(wait + ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            asked.cancel(true);
            return "no answer from " + api.base();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Commands came that cannot be", e);
        }
    }

    private @Nullable String ask(long wait) {
        String path = "/api/agents/" + agent.id() + "/commands" + inbox.query();
        try {
            Answer answer = wait == 0 ? api.get(path) : api.get(path, "Prefer", "wait=" + wait);
            pauseAskedFor = answer.retryAfter().orElse(Duration.ZERO);
            if (!answer.isSuccess()) {
                return answer.toString();
            }
            inbox.hearAll(answer.body().path("commands"));
            return null;
        } catch (ApiUnreachableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void pause(long deadline) throws InterruptedException {
        long longest = Math.max(pauseAskedFor.toNanos(), BETWEEN_POLLS.toNanos());
        inbox.await(Math.min(deadline - System.nanoTime(), longest));
    }

    /** Why a new report on the attempt can be none. */
    private Optional<Fate> obstacle(Call call) {
        Optional<String> why = whyOver(call.commandId());
        if (why.isPresent()) {
            return Optional.of(new Fate.Over(why.get()));
        }
        boolean isBegun = begun(call.commandId()).isPresent();
        boolean begins = call.type().equals("ack") && inbox.start(call.commandId()).isPresent();
        return isBegun || begins
                ? Optional.empty()
                : Optional.of(new Fate.Refused("it is not an attempt that was acknowledged here"));
    }

    private ObjectNode event(Call call) {
        Begun begun = begun(call.commandId()).orElseGet(() -> begin(call.commandId()));
        ObjectNode event =
                new Reports(agent.id(), begun.taskId(), begun.commandId()).of(call.type());
        event.put("event_id", names.eventId(call)).setAll(call.members().deepCopy());
        inbox.toAcknowledge(call.commandId()).stream()
                .limit(AgentReport.MAX_ACKS)
                .forEach(id -> event.withArrayProperty("acks").add(id));
        return event;
    }

    /** On the disk before anybody is told that it is ours. */
    private Begun begin(String commandId) {
        JsonNode start = inbox.start(commandId).orElseThrow();
        Begun begun = new Begun(commandId, start.path("task_id").asString(), null, start);
        agent.journal().take(begun);
        inbox.begin(commandId, start, true);
        return begun;
    }

    private CompletableFuture<Fate> send(ObjectNode event) {
        String commandId = event.path("command_id").asString();
        Optional<Begun> begun = begun(commandId);
        CompletableFuture<Answer> answered = agent.outbox().add(event);
        if (begun.isPresent() && begun(commandId).isEmpty()) {
            inbox.end(commandId, "it was reported " + event.path("type").asString());
        }
        return answered.thenApply(answer -> settling.settle(event, begun, answer));
    }

    private Optional<Begun> begun(String commandId) {
        return agent.journal().begun().stream()
                .filter(begun -> begun.commandId().equals(commandId))
                .findFirst();
    }

    private static String told(List<FieldError> faults) {
        return faults.stream()
                .map(fault -> fault.pointer() + ": " + fault.detail())
                .collect(Collectors.joining("; "));
    }

    private static boolean isOver(long deadline) {
        return deadline - System.nanoTime() <= 0;
    }

    private static long secondsUntil(long deadline) {
        return Math.max(0, Math.ceilDiv(deadline - System.nanoTime(), 1_000_000_000L));
    }
}
