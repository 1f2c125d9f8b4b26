package dev.mcsync.ingress.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** The log as a list, and a say in what becomes of each fact. */
public final class InMemoryLog implements FactLog {

    private final List<OutgoingFact> facts = new CopyOnWriteArrayList<>();
    private volatile Function<OutgoingFact, Published> fate = _ -> Published.ACCEPTED;
    private volatile Consumer<OutgoingFact> reader = _ -> {};

    @Override
    public CompletableFuture<List<Published>> publish(List<OutgoingFact> outgoing) {
        List<Published> results = new ArrayList<>();
        for (OutgoingFact fact : outgoing) {
            Published published = fate.apply(fact);
            results.add(published);
            if (published == Published.ACCEPTED) {
                facts.add(fact);
                reader.accept(fact);
            }
        }
        return CompletableFuture.completedFuture(List.copyOf(results));
    }

    public List<OutgoingFact> facts() {
        return facts;
    }

    public void decideFate(Function<OutgoingFact, Published> newFate) {
        fate = newFate;
    }

    /** Called with each accepted fact, as a processor would read it. */
    public void readBy(Consumer<OutgoingFact> newReader) {
        reader = newReader;
    }

    public void reset() {
        facts.clear();
        fate = _ -> Published.ACCEPTED;
        reader = _ -> {};
    }
}
