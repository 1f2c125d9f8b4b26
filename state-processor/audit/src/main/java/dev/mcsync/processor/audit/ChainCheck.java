package dev.mcsync.processor.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain of hashes over the ledger of each task, as the database's trigger {@code
 * agent_events_chain} makes it. Takes the entries task by task and in their order. For one thread.
 */
final class ChainCheck {

    private final long firstSealed;
    private final MessageDigest sha256 = newSha256();
    private final MessageDigest unsealed = newSha256();
    private boolean anyUnsealed;
    private byte @Nullable [] before;

    /**
     * @param firstSealed the lowest id that has a chain: whatever comes after it must have one
     */
    ChainCheck(long firstSealed) {
        this.firstSealed = firstSealed;
    }

    void beginTask() {
        unsealed.reset();
        anyUnsealed = false;
        before = null;
    }

    /**
     * What is wrong at this entry, in a sentence. The next one is checked against the chain as it
     * stands here, so that each fault is told once and where it is.
     *
     * @param digest of the entry as it stands now
     */
    Optional<String> accept(long id, byte @Nullable [] chain, byte[] digest) {
        if (chain == null) {
            return acceptUnsealed(id, digest);
        }
        sha256.reset();
        if (before != null) {
            sha256.update(before);
        } else if (anyUnsealed) {
            sha256.update(unsealed.digest());
        }
        sha256.update(digest);
        boolean holds = Arrays.equals(sha256.digest(), chain);
        before = chain;
        return holds
                ? Optional.empty()
                : Optional.of(
                        "entry " + id + " was changed, or one before it was removed or put in");
    }

    private Optional<String> acceptUnsealed(long id, byte[] digest) {
        if (before != null || id > firstSealed) {
            return Optional.of("entry " + id + " has lost its seal, or was put in without one");
        }
        unsealed.update(digest);
        anyUnsealed = true;
        return Optional.empty();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
