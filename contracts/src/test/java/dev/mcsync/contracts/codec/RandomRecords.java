package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Drift;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.Result.Link;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Attempt;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskSnapshot.Phase;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes valid records of every kind, at the edges of what is allowed more often than by chance. */
public final class RandomRecords {

    private static final String ID_CHARACTERS = "abzAZ019_.:-";
    private static final int[] TEXT_CHARACTERS = {
        'a', ' ', '"', '\\', '/', '\n', 0x1, 0x1f, 0x7f, 'é', 0x2028, 0xfeff, 0xffff, 0x1f600
    };
    private static final long LATEST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final RandomGenerator random;

    public RandomRecords(RandomGenerator random) {
        this.random = random;
    }

    public Object next(WireRecord kind) {
        return switch (kind) {
            case HEARTBEAT -> heartbeat();
            case AGENT_REPORT -> agentReport();
            case TASK_CREATED -> taskCreated();
            case TASK_MOVED ->
                    new TaskMoved(
                            eventId(),
                            taskId(),
                            pick(Stage.values()),
                            maybe(this::version),
                            when());
            case TASK_RETRIED ->
                    new TaskRetried(eventId(), taskId(), commandId(), maybe(this::version), when());
            case TASK_CANCELLED ->
                    new TaskCancelled(eventId(), taskId(), maybe(this::version), when());
            case DEADLINE_PASSED ->
                    new DeadlinePassed(
                            eventId(), taskId(), commandId(), version(), pick(true, false), when());
            case TASK_ADOPTED -> taskAdopted();
            case AGENT_RESTARTED ->
                    new AgentRestarted(
                            eventId(), taskId(), commandId(), agentId(), bootId(), instant());
            case TASK_REPAIRED ->
                    new TaskRepaired(eventId(), taskId(), pick(Drift.values()), foundVersion());
            case TASK_ARCHIVED -> new TaskArchived(eventId(), taskId(), version(), when());
            case TASK_ANSWERED ->
                    new TaskAnswered(
                            eventId(), taskId(), commandId(), questionId(), personText(), when());
            case TASK_NOTED -> new TaskNoted(eventId(), taskId(), personText(), when());
            case TASK_EDITED ->
                    new TaskEdited(
                            eventId(),
                            taskId(),
                            commandId(),
                            new TaskEdited.Change(
                                    maybe(() -> text(1, TaskCreated.MAX_TITLE_LENGTH)),
                                    maybe(() -> text(0, Brief.MAX_INSTRUCTIONS_LENGTH)),
                                    maybe(this::agentId)),
                            maybe(this::version),
                            when());
            case AGENT_REPAIRED ->
                    new AgentRepaired(eventId(), agentId(), pick(Drift.values()), foundVersion());
            case AGENT_RETIRED ->
                    new AgentRetired(eventId(), agentId(), maybe(this::version), when());
            case AGENT_SEEN -> new AgentSeen(eventId(), agentId(), instant());
            case AGENT_TOUCHED -> new AgentTouched(eventId(), agentId(), pick(true, false));
            case SILENCE_PASSED -> new SilencePassed(eventId(), agentId(), version(), when());
            case TASK_OUTCOME -> taskOutcome();
            case AGENT_OUTCOME -> agentOutcome();
            case TASK_SNAPSHOT -> taskSnapshot();
            case AGENT_SNAPSHOT -> agentSnapshot();
            case AGENT_COMMAND -> agentCommand();
            case AGENT_EVENT, TASK_FACT, AGENT_FACT, OUTCOME ->
                    throw new IllegalArgumentException("Expected one kind, found " + kind);
        };
    }

    private Heartbeat heartbeat() {
        return new Heartbeat(
                eventId(),
                agentId(),
                maybe(this::taskId),
                maybe(this::commandId),
                maybe(this::message),
                maybe(this::json),
                maybe(this::bootId),
                list(this::commandId),
                when(),
                pick(true, false));
    }

    private AgentReport agentReport() {
        ReportType type = pick(ReportType.values());
        Stage stage =
                switch (type) {
                    case ACK -> Stage.TODO;
                    case RUNNING -> Stage.DOING;
                    case PROGRESS -> pick(Stage.TODO, Stage.DOING, Stage.REVIEW, Stage.BLOCKED);
                    case DONE -> Stage.DONE;
                    case FAILED -> Stage.BLOCKED;
                };
        return new AgentReport(
                eventId(),
                taskId(),
                agentId(),
                commandId(),
                type,
                maybe(() -> stage),
                maybe(this::message),
                maybe(this::json),
                maybe(this::progress),
                maybe(() -> text(1, AgentReport.MAX_ERROR_CODE_LENGTH)),
                when(),
                new AgentReport.Words(
                        type == ReportType.PROGRESS ? maybe(this::question) : null,
                        list(this::eventId),
                        type == ReportType.DONE ? maybe(this::result) : null));
    }

    private Question question() {
        return new Question(
                questionId(),
                text(1, Question.MAX_TEXT_LENGTH),
                list(() -> text(1, Question.MAX_OPTION_LENGTH)).stream().distinct().toList());
    }

    private Result result() {
        return new Result(
                maybe(() -> text(1, Result.MAX_TEXT_LENGTH)),
                list(() ->
                        new Link(
                                pick(
                                        "http://a",
                                        "https://example.org/~a?b=%20#c",
                                        "https://" + "x".repeat(Link.MAX_URL_LENGTH - 8)),
                                maybe(() -> text(1, Link.MAX_TITLE_LENGTH)))));
    }

    private PersonMessage personMessage() {
        return new PersonMessage(
                eventId(),
                pick(PersonMessage.Kind.values()),
                maybe(this::questionId),
                personText(),
                instant());
    }

    private Dialogue dialogue() {
        return new Dialogue(
                maybe(() -> new Dialogue.Open(question(), instant())), list(this::personMessage));
    }

    private QuestionId questionId() {
        return new QuestionId(id());
    }

    private String personText() {
        return text(1, PersonMessage.MAX_TEXT_LENGTH);
    }

    private TaskCreated taskCreated() {
        return new TaskCreated(
                eventId(),
                commandId(),
                brief(text(1, TaskCreated.MAX_TITLE_LENGTH)),
                pick(Stage.BACKLOG, Stage.TODO),
                when());
    }

    private TaskAdopted taskAdopted() {
        TaskStatus status = pick(TaskStatus.values());
        Stage stage =
                status == TaskStatus.DONE
                        ? Stage.DONE
                        : pick(Stage.BACKLOG, Stage.TODO, Stage.DOING, Stage.REVIEW, Stage.BLOCKED);
        return new TaskAdopted(
                eventId(),
                new Brief(taskId(), agentId(), title(), maybe(this::json), TaskLimits.DEFAULT),
                commandId(),
                attempt(),
                status,
                stage,
                remark(),
                when(),
                when());
    }

    private TaskOutcome taskOutcome() {
        return new TaskOutcome(
                eventId(),
                pick(FactType.values()),
                taskId(),
                maybe(this::title),
                new Actor(maybe(this::agentId), maybe(this::commandId), maybe(this::attempt)),
                new Transition(
                        pick(Effect.values()),
                        maybe(() -> pick(Reason.values())),
                        maybe(this::taskState),
                        maybe(this::taskState),
                        list(() -> pick(TaskStatus.values()))),
                remark(),
                new Provenance(when(), instant(), instant(), source()),
                maybe(() -> text(1, Question.MAX_TEXT_LENGTH)));
    }

    private AgentOutcome agentOutcome() {
        return new AgentOutcome(
                eventId(),
                agentId(),
                pick(Presence.values()),
                version(),
                instant(),
                maybe(() -> pick(0L, 180L, Long.MAX_VALUE)),
                instant(),
                instant(),
                source());
    }

    private TaskSnapshot taskSnapshot() {
        return new TaskSnapshot(
                brief(title()),
                version(),
                new Attempt(
                        commandId(),
                        attempt(),
                        pick(0, 3, Integer.MAX_VALUE),
                        list(this::priorAttempt)),
                new Phase(
                        pick(TaskStatus.values()),
                        instant(),
                        pick(Stage.values()),
                        instant(),
                        when()),
                new Moments(when(), when(), when(), when()),
                remark(),
                instant(),
                instant(),
                eventId(),
                dialogue(),
                maybe(this::result));
    }

    private Brief brief(String title) {
        return new Brief(
                taskId(), agentId(), title, maybe(this::json), limits(), maybe(this::instructions));
    }

    private String instructions() {
        return text(1, Brief.MAX_INSTRUCTIONS_LENGTH);
    }

    private Remark remark() {
        return new Remark(maybe(this::message), maybe(this::progress), maybe(this::errorCode));
    }

    private AgentSnapshot agentSnapshot() {
        return new AgentSnapshot(
                agentId(),
                version(),
                pick(Presence.values()),
                instant(),
                when(),
                instant(),
                when(),
                maybe(this::json),
                maybe(() ->
                        new AgentBoot(
                                bootId(),
                                instant(),
                                list(this::commandId),
                                pick(List.of(), List.of(bootId())),
                                list(this::run),
                                pick(List.of(), List.of(bootId())))),
                maybe(() -> pick(Departure.values())),
                maybe(this::eventId),
                maybe(this::taskId));
    }

    private AgentRun run() {
        return new AgentRun(bootId(), instant(), list(this::commandId));
    }

    private TaskLimits limits() {
        return new TaskLimits(
                maybe(this::timeout),
                maybe(this::timeout),
                pick(1, 2, TaskLimits.MAX_ATTEMPTS),
                maybe(this::timeout));
    }

    private Duration timeout() {
        return pick(Duration.ofSeconds(1), Duration.ofMinutes(15), TaskLimits.MAX_TIMEOUT);
    }

    private BootId bootId() {
        return new BootId(id());
    }

    private long foundVersion() {
        return pick(0L, 7L, TaskRepaired.MAX_VERSION);
    }

    private AgentCommand agentCommand() {
        AgentCommand.Kind kind = pick(AgentCommand.Kind.values());
        return new AgentCommand(
                commandId(),
                taskId(),
                agentId(),
                kind,
                attempt(),
                title(),
                maybe(this::json),
                instant(),
                when(),
                list(this::priorAttempt),
                maybe(this::instructions),
                kind == AgentCommand.Kind.MESSAGE ? personMessage() : null);
    }

    private PriorAttempt priorAttempt() {
        return new PriorAttempt(
                commandId(),
                attempt(),
                pick(TaskStatus.values()),
                maybe(this::errorCode),
                maybe(this::message),
                instant(),
                maybe(this::agentId));
    }

    private TaskState taskState() {
        return new TaskState(
                pick(TaskStatus.values()), pick(Stage.values()), pick(0L, 1L, Long.MAX_VALUE));
    }

    private SourcePosition source() {
        return new SourcePosition(
                pick("mc.task-events", "t".repeat(249)),
                pick(0, 11, Integer.MAX_VALUE),
                pick(0L, 1042L, Long.MAX_VALUE));
    }

    private Json json() {
        return StrictJson.canonical(
                pick(
                        "{}",
                        "{\"a\":1.50,\"b\":[true,false,null,{\"c\":\"😀\"}]}",
                        "{\"n\":[1e308,-4.9e-308,0e9,12345678901234567890]}",
                        "{\"deep\":" + "[".repeat(30) + "]".repeat(30) + "}",
                        "{\"\":\"" + "x".repeat(60_000) + "\"}"));
    }

    private EventId eventId() {
        return new EventId(id());
    }

    private TaskId taskId() {
        return new TaskId(id());
    }

    private AgentId agentId() {
        return new AgentId(id());
    }

    private CommandId commandId() {
        return new CommandId(id());
    }

    private String id() {
        return IntStream.range(0, pick(1, 7, 128))
                .mapToObj(_ -> ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())))
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private String title() {
        return text(0, TaskCreated.MAX_TITLE_LENGTH);
    }

    private String message() {
        return text(0, AgentReport.MAX_MESSAGE_LENGTH);
    }

    private String errorCode() {
        return text(0, AgentReport.MAX_ERROR_CODE_LENGTH);
    }

    private String text(int minLength, int maxLength) {
        return IntStream.range(0, pick(minLength, minLength + 1, 12, maxLength))
                .map(_ -> TEXT_CHARACTERS[random.nextInt(TEXT_CHARACTERS.length)])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private int progress() {
        return pick(0, 42, 100);
    }

    private int attempt() {
        return pick(1, 2, Integer.MAX_VALUE);
    }

    private long version() {
        return pick(1L, 2L, Long.MAX_VALUE);
    }

    private @Nullable Instant when() {
        return maybe(this::instant);
    }

    /** To the microsecond, which is what the wire keeps. */
    private Instant instant() {
        long second = pick(0L, LATEST_SECOND, random.nextLong(LATEST_SECOND));
        return Instant.ofEpochSecond(second, 1_000L * pick(0, 1, 250_000, 999_999));
    }

    private <T> List<T> list(Supplier<T> element) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> element.get()).toList();
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
