package dev.mcsync.infra.proof.agent;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A mistake that the product does not make, to see whether the proof would catch it. */
public enum PlantedBug implements Fault {
    COMMIT_OFFSETS_BEFORE_DATABASE(
            "commit-offsets-before-db",
            "The offsets of a batch are committed before it is applied, and nothing is read again"
                    + " that the database lacks.",
            Situation.KILL_PROCESSOR,
            Set.of("I1", "I3", "I13"),
            new Weave(Places.ON_MESSAGE, BugAdvice.CommitFirst.class),
            new Weave(Places.ON_ASSIGNED, BugAdvice.Skip.class)),
    NO_DEDUP(
            "no-dedup",
            "Every record takes effect, also the second one of an event.",
            Situation.PLAIN,
            Set.of("I1", "I2", "I3"),
            new Weave(Places.NOVELTY, BugAdvice.AlwaysNew.class),
            new Weave(Places.CLAIM, BugAdvice.ClaimUnderAnotherId.class)),
    DEDUP_WITHOUT_EFFECT(
            "dedup-without-effect",
            "About every 20th batch is remembered as applied while no task or agent is changed.",
            Situation.PLAIN,
            Set.of("I3", "I4", "I5", "I7"),
            new Weave(Places.WRITE, BugAdvice.DropRows.class)),
    RE_EMIT_CURRENT_STATE(
            "re-emit-current-state",
            "A redelivered event is published with its task as it stands now, not with the outcome"
                    + " that was stored.",
            Situation.KILL_PROCESSOR,
            Set.of("I5"),
            new Weave(Places.DECIDE_BATCH, BugAdvice.TellCurrentState.class)),
    NO_VERSION_CHECK(
            "no-version-check",
            "Neither the version that a person expected nor the one that a deadline saw is looked"
                    + " at.",
            Situation.PLAIN,
            Set.of("I3", "I11"),
            new Weave(Places.OTHER_VERSION, BugAdvice.AnyVersion.class),
            new Weave(Places.DEADLINE_PASSED, BugAdvice.BelieveDeadline.class)),
    NO_FENCE(
            "no-fence",
            "Offsets join the transaction of the log without the generation of the group, so that"
                    + " one who was replaced still commits.",
            Situation.ZOMBIE,
            Set.of("I6", "I15"),
            new Weave(Places.SEND_OFFSETS, BugAdvice.WithoutGeneration.class)),
    AUTO_COMMIT(
            "auto-commit",
            "The consumer commits its offsets by a timer, outside of the transaction of the log.",
            Situation.KILL_PROCESSOR,
            Set.of("I6", "I13"),
            new Weave(Places.CONSUMER_SETTINGS, BugAdvice.CommitByTimer.class),
            new Weave(Places.SEND_OFFSETS, BugAdvice.Skip.class)),
    SKIP_ON_ERROR(
            "skip-on-error",
            "A batch that fails is logged away and passed over.",
            Situation.DATABASE_RESTART,
            Set.of("I1", "I3"),
            new Weave(Places.ON_MESSAGE, BugAdvice.Swallow.class)),
    WEBHOOK_WITHOUT_WAIT(
            "webhook-no-wait",
            "Discord is not asked to answer only once a message is saved.",
            Situation.DISCORD_FAULTS,
            Set.of("I9"),
            new Weave(Places.WEBHOOK_URL, BugAdvice.WithoutWait.class)),
    UNSORTED_LOCKS(
            "unsorted-locks",
            "Rows are locked and claimed in any order.",
            Situation.CONFLICTS,
            Set.of("deadlocks"),
            new Weave(Places.STATEMENT, BugAdvice.AnyOrder.class)),
    WALL_CLOCK_RECONCILE(
            "wall-clock-reconcile",
            "That a deadline passed is believed whatever was heard since.",
            Situation.PROCESSOR_AWAY,
            Set.of("I3", "I11"),
            new Weave(Places.DEADLINE_PASSED, BugAdvice.BelieveDeadline.class),
            new Weave(Places.SILENCE_PASSED, BugAdvice.BelieveSilence.class)),
    CANCEL_IN_TRANSACTION(
            "cancel-in-transaction",
            "About a third of the batches are cancelled while they are being written, and the"
                    + " driver's thread stands still for a moment before each statement.",
            Situation.PLAIN,
            Set.of("I3", "I4", "I16"),
            new Weave(Places.WRITE, BugAdvice.CancelSometimes.class),
            new Weave(Places.CONVERSATION, BugAdvice.StandStill.class)),
    AGENT_ROW_BY_ITSELF(
            "agent-row-by-itself",
            "The rows of a batch's agents are written by a transaction of their own, after that of"
                    + " their reports.",
            Situation.PLAIN,
            Set.of("I4"),
            new Weave(Places.WRITE, BugAdvice.HoldAgentsBack.class),
            new Weave(Places.TRANSACT, BugAdvice.WriteAgentsAfterwards.class));

    private final String id;
    private final String sentence;
    private final Situation needs;
    private final Set<String> caughtBy;
    private final List<Weave> weaves;

    PlantedBug(String id, String sentence, Situation needs, Set<String> caughtBy, Weave... weaves) {
        this.id = id;
        this.sentence = sentence;
        this.needs = needs;
        this.caughtBy = caughtBy;
        this.weaves = List.of(weaves);
    }

    /**
     * @throws IllegalArgumentException when there is none of that name
     */
    public static PlantedBug of(String id) {
        return Stream.of(values())
                .filter(bug -> bug.id.equals(id.strip()))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "Expected a bug of %s, found '%s'".formatted(ids(), id)));
    }

    private static String ids() {
        return Stream.of(values()).map(PlantedBug::id).collect(Collectors.joining(", "));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public List<Weave> weaves() {
        return weaves;
    }

    public Situation needs() {
        return needs;
    }

    /** The invariants of which at least one should fail, as the checker names them. */
    public Set<String> caughtBy() {
        return caughtBy;
    }
}
