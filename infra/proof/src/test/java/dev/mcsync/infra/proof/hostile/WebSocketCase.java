package dev.mcsync.infra.proof.hostile;

import java.util.Set;
import java.util.function.Consumer;

/**
 * @param query of the address; the ticket of the case stands in for {@code %ticket%}
 * @param headers beside those of a handshake
 * @param talk what is done once it is open
 * @param expected the close codes of which any is right, 0 for a connection that is cut, -1 for one
 *     that stays; or the status when it is not opened
 */
record WebSocketCase(
        String name,
        String query,
        String headers,
        Consumer<RawWebSocket> talk,
        Set<Integer> expected) {
    WebSocketCase {
        expected = Set.copyOf(expected);
    }
}
