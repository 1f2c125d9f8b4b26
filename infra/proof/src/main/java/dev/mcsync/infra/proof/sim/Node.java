package dev.mcsync.infra.proof.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A process: its threads are frozen together and die together. */
final class Node {

    private final String name;
    private final Consumer<Node> boot;
    private final List<Strand> strands = new ArrayList<>();
    private boolean alive;
    private int incarnation;
    private long frozenUntilMicros;

    /**
     * @param boot starts its threads, at the first start and after every kill
     */
    Node(String name, Consumer<Node> boot) {
        this.name = name;
        this.boot = boot;
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return alive;
    }

    int incarnation() {
        return incarnation;
    }

    long frozenUntilMicros() {
        return frozenUntilMicros;
    }

    boolean hasStalled(long nowMicros) {
        return strands.stream().anyMatch(strand -> strand.stalledUntilMicros > nowMicros);
    }

    void freeze(long untilMicros) {
        frozenUntilMicros = Math.max(frozenUntilMicros, untilMicros);
    }

    void start() {
        alive = true;
        incarnation++;
        frozenUntilMicros = 0;
        boot.accept(this);
    }

    void kill() {
        alive = false;
        strands.forEach(strand -> strand.isDead = true);
        strands.clear();
    }

    void add(Strand strand) {
        strands.add(strand);
    }
}
