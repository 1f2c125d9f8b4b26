package dev.mcsync.ingress.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from, as far as it can be trusted: each trusted proxy in front adds one
 * entry at the end of {@code X-Forwarded-For}, and whatever stands before those is hearsay.
 */
final class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Whoever has one address of an IPv6 /64 has all of them. */
    private static final int NETWORK_BYTES = 8;

    private final int proxiesInFront;

    ClientAddress(int proxiesInFront) {
        this.proxiesInFront = proxiesInFront;
    }

    String of(ServerHttpRequest request) {
        if (proxiesInFront > 0) {
            List<String> hops =
                    request.getHeaders().getOrEmpty(FORWARDED_FOR).stream()
                            .flatMap(value -> Arrays.stream(value.split(",", -1)))
                            .map(String::strip)
                            .toList();
            if (hops.size() >= proxiesInFront) {
                return hops.get(hops.size() - proxiesInFront);
            }
        }
        InetSocketAddress remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : network(remote.getAddress());
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}
