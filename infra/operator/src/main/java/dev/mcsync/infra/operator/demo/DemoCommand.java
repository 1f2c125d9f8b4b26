package dev.mcsync.infra.operator.demo;

import dev.mcsync.infra.operator.address.SystemTarget;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps a running system busy until Ctrl-C. */
@Command(
        name = "demo",
        description = "Lets demo agents and a demo team work on a running system until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Mixin private SystemTarget target = new SystemTarget();
    @Mixin private DemoOptions options = new DemoOptions();

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() throws InterruptedException {
        SystemTarget.Address address = target.address();
        try (Demo _ = Demo.start(address.open(), options.language())) {
            terminal.plain("Demo agents are at work on " + address + ". Ctrl-C stops them.");
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
