package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskNoted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What agents ask in a workload, and what people say and change: answers come twice, too late and
 * to the wrong attempt, and some are never acknowledged.
 */
final class Talk {

    private final RandomGenerator random;
    private final Supplier<EventId> ids;
    private final Consumer<TaskFact> log;
    private int asked;

    /** An attempt, and whose it is. */
    record Work(TaskId task, AgentId agent, CommandId command) {}

    /**
     * @param ids gives another one each time
     * @param log takes what is said
     */
    Talk(RandomGenerator random, Supplier<EventId> ids, Consumer<TaskFact> log) {
        this.random = random;
        this.ids = ids;
        this.log = log;
    }

    /** Steps of an attempt at work, to be taken in this order among others. */
    List<Runnable> duringWork(Work work) {
        List<Runnable> steps = new ArrayList<>();
        List<EventId> said = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            note(steps, work, said);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            question(steps, work, said);
        }
        if (random.nextInt(6) == 0) {
            edit(steps, work);
        }
        return steps;
    }

    /** One question, its answer, and the word that it came. */
    List<Runnable> once(Work work) {
        EventId answer = ids.get();
        Question question = next(work);
        return List.of(
                () -> log.accept(progress(work, question, List.of())),
                () -> log.accept(answered(answer, work, question.id())),
                () -> log.accept(progress(work, null, List.of(answer))));
    }

    /** Steps after an attempt, which come too late for it. */
    List<Runnable> afterwards(Work work) {
        List<Runnable> steps = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            steps.add(() -> log.accept(answered(ids.get(), work, last(work))));
        }
        if (random.nextInt(4) == 0) {
            note(steps, work, new ArrayList<>());
        }
        if (random.nextInt(8) == 0) {
            edit(steps, work);
        }
        return steps;
    }

    @Nullable Result result() {
        return switch (random.nextInt(3)) {
            case 0 -> new Result("It **works**", List.of());
            case 1 ->
                    new Result(
                            null, List.of(new Result.Link("https://example.org/1", "The first")));
            default -> null;
        };
    }

    private void question(List<Runnable> steps, Work work, List<EventId> said) {
        Question question = next(work);
        steps.add(() -> log.accept(progress(work, question, List.of())));
        if (random.nextInt(3) == 0) {
            note(steps, work, said);
        }
        if (random.nextInt(4) == 0) {
            steps.add(() -> log.accept(progress(work, question, acked(said))));
        }
        Work other = new Work(work.task(), work.agent(), new CommandId(work.command() + "_not"));
        switch (random.nextInt(6)) {
            case 0 -> {}
            case 1 -> steps.add(() -> log.accept(answered(ids.get(), other, question.id())));
            case 2 -> {
                answer(steps, work, question, said);
                answer(steps, work, question, said);
            }
            default -> answer(steps, work, question, said);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            steps.add(() -> log.accept(progress(work, null, acked(said))));
        }
    }

    private void answer(List<Runnable> steps, Work work, Question question, List<EventId> said) {
        steps.add(() -> {
            EventId id = ids.get();
            said.add(id);
            log.accept(answered(id, work, question.id()));
        });
    }

    private void note(List<Runnable> steps, Work work, List<EventId> said) {
        steps.add(() -> {
            EventId id = ids.get();
            said.add(id);
            log.accept(new TaskNoted(id, work.task(), "note " + id, null));
        });
    }

    /** A title leaves the attempt alone; the others put another one in its place. */
    private void edit(List<Runnable> steps, Work work) {
        CommandId command = new CommandId(work.command() + "_edited");
        AgentId agent = new AgentId("agent-" + random.nextInt(2));
        TaskEdited.Change change =
                switch (random.nextInt(4)) {
                    case 0 -> new TaskEdited.Change("Another title", null, null);
                    case 1 -> new TaskEdited.Change(null, "Do it **well**", null);
                    case 2 -> new TaskEdited.Change(null, "", null);
                    default -> new TaskEdited.Change(null, null, agent);
                };
        Long version = random.nextInt(5) == 0 ? 1L + random.nextInt(8) : null;
        steps.add(() ->
                log.accept(new TaskEdited(ids.get(), work.task(), command, change, version, null)));
        AgentId holder = change.agentId() == null ? work.agent() : agent;
        if (random.nextBoolean()) {
            steps.addAll(once(new Work(work.task(), holder, command)));
        }
    }

    /** What an agent has taken up of what was said to it: some of it, or all. */
    private List<EventId> acked(List<EventId> said) {
        return said.stream().filter(_ -> random.nextInt(4) > 0).toList();
    }

    private Question next(Work work) {
        return new Question(
                new QuestionId("q_" + work.command() + "_" + ++asked),
                "Which one, asked " + asked + " of " + work.task(),
                random.nextBoolean() ? List.of("this", "that") : List.of());
    }

    private QuestionId last(Work work) {
        return new QuestionId("q_" + work.command() + "_" + asked);
    }

    private static TaskAnswered answered(EventId id, Work work, QuestionId question) {
        return new TaskAnswered(id, work.task(), work.command(), question, "answer " + id, null);
    }

    private AgentReport progress(Work work, @Nullable Question question, List<EventId> acks) {
        EventId id = ids.get();
        return new AgentReport(
                id,
                work.task(),
                work.agent(),
                work.command(),
                ReportType.PROGRESS,
                null,
                "talked " + id,
                null,
                null,
                null,
                null,
                new AgentReport.Words(question, acks, null));
    }
}
