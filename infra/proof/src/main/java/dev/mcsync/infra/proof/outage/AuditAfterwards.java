package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.processor.audit.Audit;
import dev.mcsync.processor.audit.Check;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.service.kafka.KafkaClients;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the product's own audit says of a system whose database went back. */
final class AuditAfterwards {

    private static final String NOTIFIER_GROUP = "mc-notifier";

    /** Of agents, as the page on going back says; those of tasks are looked for elsewhere. */
    private static final Set<Discrepancy.Kind> TOLD_AGAIN =
            EnumSet.of(Discrepancy.Kind.OUTCOME_REPEATED, Discrepancy.Kind.OUTCOME_UNKNOWN);

    private final Fleet fleet;
    private final PrintStream out;

    AuditAfterwards(Fleet fleet, PrintStream out) {
        this.fleet = fleet;
        this.out = out;
    }

    List<String> violations() {
        List<String> violations = new ArrayList<>();
        long toldAgain = 0;
        for (Check check : audit()) {
            List<Discrepancy> against = new ArrayList<>(check.found().kept());
            against.removeIf(found -> TOLD_AGAIN.contains(found.kind()));
            toldAgain += check.found().kept().size() - against.size();
            if (!against.isEmpty()) {
                violations.add(
                        "audit, %s: %d, such as %s"
                                .formatted(check.name(), against.size(), against.getFirst()));
            }
        }
        out.printf(
                "The audit %s; told again or by another event, of agents: %d%n",
                violations.isEmpty() ? "agrees" : "does NOT agree", toldAgain);
        return violations;
    }

    private List<Check> audit() {
        return new Audit(
                        fleet.database().address(),
                        KafkaClients.at(fleet.broker().bootstrapServers()),
                        NOTIFIER_GROUP,
                        Progress.NONE)
                .everything();
    }
}
