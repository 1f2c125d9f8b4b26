package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.service.kafka.TraceParent;

/** Somebody who sends facts. */
public final class TestSender {

    public static final Holder TOKEN =
            new Holder(Role.AGENT, null, "0123456789abcdef", "Build agents", TokenLimits.NONE);

    private TestSender() {}

    public static Sender fresh() {
        return new Sender(TOKEN, TraceParent.fresh());
    }
}
