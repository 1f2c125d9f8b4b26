package dev.mcsync.infra.proof.agent;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A step at which a process can be made to die, to stand still or to throw. */
public enum Failpoint implements Fault {
    GATEWAY_BEFORE_SEND(
            "gw.beforeSend",
            "The gateway has a fact and has not given it to the producer.",
            new Weave(Places.GATEWAY_SEND, FailpointAdvice.AtEntry.class)),
    GATEWAY_AFTER_ACK(
            "gw.afterAck",
            "The log has a fact and the gateway has not answered its client.",
            new Weave(Places.GATEWAY_ANSWERED, FailpointAdvice.WhenAcknowledged.class)),

    PROCESSOR_AFTER_POLL(
            "sp.afterPoll",
            "The processor has a batch and has not begun a transaction.",
            new Weave(Places.ON_MESSAGE, FailpointAdvice.AtEntry.class)),
    PROCESSOR_BETWEEN_LOADS(
            "sp.betweenLoads",
            "The tasks of a batch are locked and loaded, what else it depends on is under way.",
            new Weave(Places.LOAD_TASKS, FailpointAdvice.AfterEachStatement.class)),
    PROCESSOR_IN_TRANSACTION(
            "sp.inTx",
            "One more table of a batch is written, its rows are locked, nothing is committed; each"
                    + " batch comes here some five times.",
            new Weave(Places.WRITE_TABLE, FailpointAdvice.AfterEachStatement.class)),
    PROCESSOR_COMMIT_SENT(
            "sp.commitSent",
            "COMMIT of a batch is on its way to the database and its answer is not known.",
            new Weave(Places.TRANSACTION, FailpointAdvice.WhileCommitting.class)),
    PROCESSOR_AFTER_COMMIT(
            "sp.afterCommit",
            "The database has committed a batch, nothing is published.",
            new Weave(Places.APPLY_BATCH, FailpointAdvice.AtExit.class)),
    PROCESSOR_MID_EMIT(
            "sp.midEmit",
            "The processor publishes one more record within a transaction of the log.",
            new Weave(Places.PRODUCER_SEND, FailpointAdvice.WhenTransactional.class)),
    PROCESSOR_BEFORE_OFFSETS(
            "sp.beforeOffsets",
            "All of a batch is published, its offsets are not sent.",
            new Weave(Places.SEND_OFFSETS, FailpointAdvice.AtEntry.class)),
    PROCESSOR_AFTER_OFFSETS(
            "sp.afterOffsets",
            "The log has committed a batch's records and offsets, the processor has not gone on.",
            new Weave(Places.COMMIT_LOG, FailpointAdvice.AtExit.class)),

    NOTIFIER_AFTER_CLAIM(
            "nf.afterClaim",
            "A message is claimed and not posted.",
            new Weave(Places.POST, FailpointAdvice.AtEntry.class)),
    NOTIFIER_AFTER_POST(
            "nf.afterPost",
            "Discord has answered and nothing of it is noted.",
            new Weave(Places.FOLLOW, FailpointAdvice.AtEntry.class)),
    NOTIFIER_AFTER_RECORD(
            "nf.afterRecord",
            "The answer of Discord is noted, the next message is not taken.",
            new Weave(Places.KEEP_INCIDENT, FailpointAdvice.AtEntry.class)),

    REALTIME_AFTER_SNAPSHOT(
            "rt.afterSnapshot",
            "A client has its whole opening and is not told that it is live.",
            new Weave(Places.TELL_LIVE, FailpointAdvice.AtEntry.class)),

    RECONCILE_AFTER_PUBLISH(
            "rc.afterPublish",
            "The log has the facts that the sweeper or a reconcile run says.",
            new Weave(Places.PUBLISH_FACTS, FailpointAdvice.AtExit.class));

    private final String id;
    private final String sentence;
    private final Weave weave;

    Failpoint(String id, String sentence, Weave weave) {
        this.id = id;
        this.sentence = sentence;
        this.weave = weave;
    }

    /**
     * @throws IllegalArgumentException when there is none of that name
     */
    static Failpoint of(String id) {
        return Stream.of(values())
                .filter(point -> point.id.equals(id))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "Expected a failpoint of %s, found '%s'".formatted(ids(), id)));
    }

    private static String ids() {
        return Stream.of(values()).map(Failpoint::id).collect(Collectors.joining(", "));
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
        return List.of(weave);
    }
}
