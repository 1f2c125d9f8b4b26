package dev.mcsync.infra.operator.address;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.operator.address.KnownSystem.Addresses;
import dev.mcsync.infra.operator.api.McApi;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The running system that a command is about. */
public final class SystemTarget {
    @Option(names = "--url", description = "Address of the system (MC_URL, or .env.sync).")
    private @Nullable String url;

    @Option(names = "--token", description = "Its token (MC_TOKEN, or .env.sync).")
    private @Nullable String token;

    @Mixin private @Nullable KnownSystem known;

    /**
     * @param discord address of the simulator, where there is one
     */
    public record Address(String url, String token, @Nullable String discord) {
        public McApi open() {
            return new McApi(url, token);
        }

        /** Leaves the token out. */
        @Override
        public String toString() {
            return url;
        }
    }

    public Address address() {
        Environment environment = Environment.standard();
        Optional<Addresses> here = requireNonNull(known).find();
        Optional<String> namedUrl = Optional.ofNullable(url).or(() -> environment.find("MC_URL"));
        Optional<String> namedToken =
                Optional.ofNullable(token).or(() -> environment.find("MC_TOKEN"));
        if (namedUrl.isEmpty()) {
            Addresses found =
                    here.orElseThrow(() -> requireNonNull(known).missing("--url and --token"));
            return new Address(found.url(), namedToken.orElse(found.token()), found.discord());
        }
        Optional<Addresses> same = here.filter(found -> found.url().equals(namedUrl.get()));
        return new Address(
                namedUrl.get(),
                namedToken
                        .or(() -> same.map(Addresses::token))
                        .orElseThrow(() -> new UsageException("--token or MC_TOKEN is missing")),
                same.map(Addresses::discord).orElse(null));
    }
}
