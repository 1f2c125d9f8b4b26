package dev.mcsync.infra.proof.hostile;

import java.util.Set;

/**
 * @param expected the statuses of which any is right; 0 stands for a connection that is cut
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record HttpCase(String name, byte[] request, Set<Integer> expected) {
    HttpCase {
        expected = Set.copyOf(expected);
    }
}
