package dev.mcsync.ingress.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Puts facts on the log. May be called from any thread and never blocks it.
 *
 * <p>Facts of one call that share a key are appended in the order given. The future completes
 * within five seconds, always normally, with one result for each fact in the order given;
 * cancelling it takes nothing back.
 */
public interface FactLog {

    CompletableFuture<List<Published>> publish(List<OutgoingFact> facts);
}
