package dev.mcsync.processor.ledger;

import dev.mcsync.service.batch.DataFaultException;
import java.util.Map;
import java.util.function.Function;

/**
 * Where facts take effect. Blocks the calling thread; never called from an event loop.
 *
 * <p>An implementation must make each call to {@link #transact} take effect whole or not at all,
 * whatever happens to the calling thread, and must keep two calls that share a key from seeing each
 * other's unfinished work.
 */
public interface Ledger {

    /**
     * Locks and loads the rows of {@code keys}, asks {@code decide} what to write, writes it and
     * commits.
     *
     * @param decide pure; may be called again when the transaction is tried again
     * @throws DataFaultException when the content of the batch is what the ledger cannot take
     * @throws OtherPlaceException when the ledger is not where the changes begin
     * @throws LostRaceException when somebody else applied part of the batch meanwhile; trying
     *     again will see it
     */
    <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide);

    /** How far it is with each partition of the topic that it knows. */
    Map<Integer, LedgerPlace> places(String topic);

    /** A decision that carries what is to be written. */
    interface HasChanges {

        Changes changes();
    }
}
