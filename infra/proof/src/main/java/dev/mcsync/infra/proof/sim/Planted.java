package dev.mcsync.infra.proof.sim;

/** Bugs that the twins can be told to have, to show that the simulation finds such. */
enum Planted {
    /** The group takes offsets from a member whose generation has passed. */
    OFFSETS_NOT_FENCED,
    /** Offsets are committed by themselves, before the ledger has the batch. */
    OFFSETS_BEFORE_LEDGER,
    /** What was processed before is not published again after a crash. */
    NO_REEMISSION,
    /** The notifier does not note that a message was delivered. */
    DELIVERY_NOT_NOTED,
    /** The ledger forgets which events it has processed. */
    NO_DEDUPLICATION,
    /** A row's version does not guard it, and no row is locked. */
    NO_LOCKS,
    /** A batch that failed is passed over. */
    SKIPS_ON_ERROR,
    /** Spring's own way with a fence: the batch is passed over. */
    FENCE_PASSED_OVER,
    /** Spring's own way with a failure: from the batch's start, whatever is committed. */
    READ_FROM_BATCH_START,
    /** Readers see what was never committed. */
    READ_UNCOMMITTED,
    /** Time in which nobody could be heard counts as silence. */
    SILENCE_ALWAYS_COUNTS,
    /** A crash in mid-transaction leaves the event ids claimed without their effect. */
    TORN_TRANSACTION,
    /** An agent's row is written by a transaction of its own, after that of its report. */
    AGENT_ROW_BY_ITSELF,
    /** That an agent came is not told again by the record that told it before a crash. */
    PRESENCE_NOT_TOLD_AGAIN,
    /** The place of the record that tells it is not noted, so that it is read once more. */
    PRESENCE_WITHOUT_PLACE,
    /** A batch is written wherever the ledger stands. */
    GAPS_ARE_WRITTEN,
    /** Only the partitions of a batch that failed are looked at when the database went back. */
    IDLE_PARTITIONS_NOT_LOOKED_AT,
    /** What people say waits in the task, and no agent is told. */
    MESSAGES_NOT_TOLD,
    /** It is told as if it were for another attempt. */
    MESSAGES_TO_ANOTHER_ATTEMPT,
    /** The row of an agent does not keep which of its runs have said goodbye. */
    GOODBYES_NOT_KEPT
}
