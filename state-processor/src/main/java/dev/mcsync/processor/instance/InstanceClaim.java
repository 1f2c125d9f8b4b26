package dev.mcsync.processor.instance;

import dev.mcsync.processor.database.Transactions;
import java.time.Duration;
import java.util.UUID;

/**
 * The right of this process to a name, for as long as it is renewed. By the database's clock, so
 * that no two machines need to agree on the time. Blocks.
 */
final class InstanceClaim {

    /** Of names that nobody came back to, such as those of containers. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final Transactions transactions;
    private final String instanceId;
    private final String process;
    private final Duration lease;
    private final String holder = UUID.randomUUID().toString();

    /**
     * @param process for people: where it runs
     * @param lease after which it ends unless it is renewed
     */
    InstanceClaim(Transactions transactions, String instanceId, String process, Duration lease) {
        this.transactions = transactions;
        this.instanceId = instanceId;
        this.process = process;
        this.lease = lease;
    }

    String instanceId() {
        return instanceId;
    }

    Duration lease() {
        return lease;
    }

    /** Takes or renews it; false while another process's lasts. */
    boolean take() {
        return transactions.update(
                        "insert into processor_instances as of_name (instance_id, holder, process, claimed_until)"
                                + " values ($1, $2, $3, now() + $4::interval)"
                                + " on conflict (instance_id) do update set holder = excluded.holder,"
                                + " process = excluded.process, claimed_until = excluded.claimed_until"
                                + " where of_name.holder = excluded.holder or of_name.claimed_until < now()",
                        instanceId,
                        holder,
                        process,
                        lease.toMillis() + " milliseconds")
                == 1;
    }

    /** Which process has it, in words for people. */
    String process() {
        return transactions
                .query(
                        "select process from processor_instances where instance_id = $1",
                        row -> String.valueOf(row.get(0)),
                        instanceId)
                .stream()
                .findFirst()
                .orElse("one that has ended since");
    }

    void forgetOld() {
        transactions.update(
                "delete from processor_instances where claimed_until < now() - $1::interval",
                FORGOTTEN_AFTER.toMillis() + " milliseconds");
    }

    /** Only what is this process's. */
    void giveBack() {
        transactions.update(
                "delete from processor_instances where instance_id = $1 and holder = $2",
                instanceId,
                holder);
    }
}
