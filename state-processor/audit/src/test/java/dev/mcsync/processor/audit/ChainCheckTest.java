package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private static final byte[] NOTHING = {};

    private final byte[] one = link(NOTHING, "one");
    private final byte[] two = link(one, "two");
    private final byte[] three = link(two, "three");

    @Test
    void anUntouchedChainHolds() {
        assertThat(faults(entry(1, one, "one"), entry(2, two, "two"), entry(3, three, "three")))
                .isEmpty();
    }

    @Test
    void aChangedByteIsToldOfItsEntryAlone() {
        assertThat(faults(entry(1, one, "one"), entry(2, two, "twO"), entry(3, three, "three")))
                .containsExactly(2L);
    }

    @Test
    void aRemovedEntryIsToldOfTheNextOne() {
        assertThat(faults(entry(1, one, "one"), entry(3, three, "three"))).containsExactly(3L);
    }

    @Test
    void aRemovedFirstEntryIsToldToo() {
        assertThat(faults(entry(2, two, "two"), entry(3, three, "three"))).containsExactly(2L);
    }

    @Test
    void entriesThatChangedPlacesAreTold() {
        assertThat(faults(entry(1, one, "one"), entry(2, three, "three"), entry(3, two, "two")))
                .containsExactly(2L, 3L);
    }

    @Test
    void anEntryThatLostItsSealIsTold() {
        assertThat(faults(entry(1, one, "one"), entry(2, null, "two"), entry(3, three, "three")))
                .contains(2L);
        assertThat(faults(entry(5, null, "one"))).containsExactly(5L);
    }

    @Test
    void theOldEntriesAreSealedByTheFirstOneAfterThem() {
        byte[] old = sha256(sha256("a"), sha256("b"));
        byte[] first = sha256(old, sha256("c"));

        assertThat(faults(entry(-2, null, "a"), entry(-1, null, "b"), entry(3, first, "c")))
                .isEmpty();
        assertThat(faults(entry(-2, null, "a"), entry(-1, null, "B"), entry(3, first, "c")))
                .containsExactly(3L);
        assertThat(faults(entry(-1, null, "b"), entry(3, first, "c"))).containsExactly(3L);
    }

    private record Entry(long id, byte @Nullable [] chain, byte[] digest) {}

    private static Entry entry(long id, byte @Nullable [] chain, String content) {
        return new Entry(id, chain, sha256(content));
    }

    private static List<Long> faults(Entry... entries) {
        ChainCheck check = new ChainCheck(0);
        check.beginTask();
        List<Long> faults = new ArrayList<>();
        for (Entry entry : entries) {
            if (check.accept(entry.id(), entry.chain(), entry.digest()).isPresent()) {
                faults.add(entry.id());
            }
        }
        return faults;
    }

    private static byte[] link(byte[] before, String content) {
        return sha256(before, sha256(content));
    }

    private static byte[] sha256(String content) {
        return sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
