package dev.mcsync.service.batch;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds what the database refuses in a batch: the batch is taken whole, and where its content is at
 * fault, one half after the other, down to single items. Whatever is not refused is so taken, in
 * order, and any other failure leaves the rest of the batch untaken.
 */
public final class Halving {

    private Halving() {}

    /**
     * @param whole takes several at once, all of them or none; throws {@link DataFaultException}
     *     when their content is refused
     * @param refused is told each one that is refused by itself
     */
    public static <T> void apply(
            List<T> batch,
            Consumer<List<T>> whole,
            BiConsumer<? super T, DataFaultException> refused) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            whole.accept(batch);
        } catch (DataFaultException fault) {
            if (batch.size() == 1) {
                refused.accept(batch.getFirst(), fault);
            } else {
                int half = batch.size() / 2;
                apply(batch.subList(0, half), whole, refused);
                apply(batch.subList(half, batch.size()), whole, refused);
            }
        }
    }
}
