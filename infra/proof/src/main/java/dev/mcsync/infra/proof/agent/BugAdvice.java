package dev.mcsync.infra.proof.agent;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.processor.ledger.Loaded;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is put into the methods of planted bugs. Copied there, never called. */
final class BugAdvice {

    private BugAdvice() {}

    /** The method returns at once. */
    static final class Skip {

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@PointId String bug) {
            return OffsetBugs.skipped(bug);
        }
    }

    static final class CommitFirst {

        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) List<ConsumerRecord<byte[], byte[]>> records,
                @Advice.Argument(1) Consumer<?, ?> consumer) {
            OffsetBugs.commitFirst(records, consumer);
        }
    }

    static final class CommitByTimer {

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Map<String, Object> settings) {
            settings = OffsetBugs.committingByTimer(settings);
        }
    }

    static final class WithoutGeneration {

        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(value = 1, readOnly = false) ConsumerGroupMetadata group) {
            group = OffsetBugs.withoutGeneration(group);
        }
    }

    static final class Swallow {

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Thrown(readOnly = false) @Nullable Throwable failure) {
            failure = OffsetBugs.swallowed(failure);
        }
    }

    static final class AlwaysNew {

        @Advice.OnMethodExit
        static void exit(
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object novelty) {
            novelty = DedupBugs.alwaysNew(novelty);
        }
    }

    static final class ClaimUnderAnotherId {

        @Advice.OnMethodEnter
        static void enter(
                @Advice.FieldValue("known") Map<?, ?> known,
                @Advice.Argument(value = 0, readOnly = false) EventId eventId,
                @Advice.Argument(value = 4, readOnly = false) LedgerEntry entry) {
            eventId = DedupBugs.unused(eventId, known);
            entry = DedupBugs.under(eventId, entry);
        }
    }

    static final class DropRows {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 1, readOnly = false) Changes changes) {
            changes = DedupBugs.sometimesWithoutRows(changes);
        }
    }

    static final class HoldAgentsBack {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 1, readOnly = false) Changes changes) {
            changes = AgentBugs.heldBack(changes);
        }
    }

    static final class WriteAgentsAfterwards {

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("transactions") Transactions transactions,
                @Advice.Return Ledger.HasChanges decided) {
            AgentBugs.writtenAfterwards(transactions, decided.changes());
        }
    }

    static final class TellCurrentState {

        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) List<?> batch,
                @Advice.Argument(value = 1, readOnly = false) Loaded loaded) {
            loaded = DedupBugs.withCurrentState(batch, loaded);
        }
    }

    static final class AnyVersion {

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean isOther) {
            isOther = DecisionBugs.neverAnother(isOther);
        }
    }

    static final class BelieveDeadline {

        @Advice.OnMethodEnter
        static void enter(
                @PointId String bug,
                @Advice.Argument(0) TaskSnapshot now,
                @Advice.Argument(value = 1, readOnly = false) Received<DeadlinePassed> received) {
            received = DecisionBugs.believed(bug, now, received);
        }
    }

    static final class BelieveSilence {

        @Advice.OnMethodEnter
        static void enter(
                @PointId String bug,
                @Advice.Argument(0) @Nullable AgentSnapshot now,
                @Advice.Argument(value = 2, readOnly = false) SilencePassed passed) {
            passed = DecisionBugs.believed(bug, now, passed);
        }
    }

    static final class WithoutWait {

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) String url) {
            url = WireBugs.withoutWait(url);
        }
    }

    static final class AnyOrder {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) String sql) {
            sql = WireBugs.inAnyOrder(sql);
        }
    }

    static final class CancelSometimes {

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Mono<?> writes) {
            writes = WireBugs.sometimesCancelled(writes);
        }
    }

    static final class StandStill {

        @Advice.OnMethodExit
        static void exit() {
            WireBugs.standStill();
        }
    }
}
