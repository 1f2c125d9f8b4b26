package dev.mcsync.infra.proof.agent;

import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is put into the methods of failpoints. Copied there, never called. */
final class FailpointAdvice {

    private FailpointAdvice() {}

    static final class AtEntry {

        @Advice.OnMethodEnter
        static void enter(@PointId String point) {
            Failpoints.hit(point);
        }
    }

    /** When the method returns, not when it throws. */
    static final class AtExit {

        @Advice.OnMethodExit
        static void exit(@PointId String point) {
            Failpoints.hit(point);
        }
    }

    static final class WhenAcknowledged {

        @Advice.OnMethodEnter
        static void enter(@PointId String point, @Advice.Argument(0) @Nullable Exception failure) {
            if (failure == null) {
                Failpoints.hit(point);
            }
        }
    }

    /** The same class also sends outside transactions. */
    static final class WhenTransactional {

        @Advice.OnMethodEnter
        static void enter(
                @PointId String point,
                @Advice.FieldValue("transactionManager") @Nullable TransactionManager manager) {
            if (manager != null && manager.isTransactional()) {
                Failpoints.hit(point);
            }
        }
    }

    static final class AfterEachStatement {

        @Advice.OnMethodExit
        static void exit(
                @PointId String point, @Advice.Return(readOnly = false) Mono<?> statement) {
            statement = Failpoints.hitAfter(statement, point);
        }
    }

    static final class WhileCommitting {

        @Advice.OnMethodExit
        static void exit(@PointId String point, @Advice.Return(readOnly = false) Mono<?> work) {
            work = Failpoints.hitSoonAfter(work, point);
        }
    }
}
