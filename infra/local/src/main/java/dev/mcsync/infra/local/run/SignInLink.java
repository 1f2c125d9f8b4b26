package dev.mcsync.infra.local.run;

import java.util.List;
import java.util.stream.Stream;

/** Where one browser signs in without the token, soon after the start. */
final class SignInLink {

    private final String code = Secrets.random();

    String at(String url) {
        return url + "/#sign-in=" + code;
    }

    /** The arguments of a service; the gateway is told the code. */
    List<String> addedTo(List<String> arguments, Service service) {
        return service == Service.INGRESS_GATEWAY
                ? Stream.concat(arguments.stream(), Stream.of("--mc-local.sign-in-code=" + code))
                        .toList()
                : arguments;
    }
}
