package dev.mcsync.infra.proof.bench.load;

import java.net.URI;

/**
 * Where a service is, and by what token it lets us in.
 *
 * @param isTicketed whether a board's socket needs a ticket first
 */
public record Address(URI base, String token, boolean isTicketed) {

    String hostAndPort() {
        return base.getHost() + ":" + base.getPort();
    }
}
