package dev.mcsync.infra.local;

import dev.mcsync.infra.local.rehearsal.Rehearsal;
import dev.mcsync.infra.local.run.LocalRun;
import dev.mcsync.infra.local.run.RunFailedException;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.local.run.RunOptions;
import dev.mcsync.infra.operator.address.Environment;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.demo.Demo;
import dev.mcsync.infra.operator.demo.DemoOptions;
import dev.mcsync.infra.operator.terminal.Terminal;
import dev.mcsync.service.startup.SettingNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything until Ctrl-C. */
@Command(
        name = "up",
        description = {
            "Runs the whole product on this machine until Ctrl-C: a Kafka broker, a PostgreSQL, the"
                    + " four services and, without MC_DISCORD_WEBHOOK_URL, a Discord simulator.",
            "Settings are taken from the environment as everywhere, for example"
                    + " MC_OFFLINE_AFTER=10s."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    /** As shells report a program that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(20);

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the panel and the API (${DEFAULT-VALUE}); 0 for any.")
    private int port;

    @Option(
            names = "--kafka-port",
            description = "Port of the Kafka broker (the one of the last run, or any).")
    private @Nullable Integer kafkaPort;

    @Option(
            names = "--postgres-port",
            description = "Port of PostgreSQL (the one of the last run, or any).")
    private @Nullable Integer postgresPort;

    @Option(
            names = "--discord-port",
            description = "Port of the Discord simulator (the one of the last run, or any).")
    private @Nullable Integer discordPort;

    @Option(
            names = "--data-dir",
            description = "Where everything is kept (.mc-sync beside the script).")
    private @Nullable Path dataDirectory;

    @Option(names = "--ephemeral", description = "Keep nothing: the data ends with the run.")
    private boolean ephemeral;

    @Option(
            names = "--secured",
            description = {
                "Let broker and database ask who comes: TLS, a user for each service with the rights"
                        + " of infra/kafka/acls.csv, and a database role that may not change the"
                        + " schema nor the ledger. The files are in security/ of the data directory."
            })
    private boolean secured;

    @Option(names = "--demo", description = "Let demo agents and a demo team work on it.")
    private boolean demo;

    @Mixin private DemoOptions demoOptions = new DemoOptions();

    @Option(
            names = "--token",
            description = "The admin token (MC_TOKEN, or one made for the data directory).")
    private @Nullable String token;

    @Option(
            names = "--rehearse",
            description = {
                "Carry a load for some seconds and stop, so that a recording of this run knows what is"
                        + " hot. Needs --ephemeral, and never calls the real Discord."
            })
    private boolean rehearse;

    private static final List<String> OF_OTHER_SYSTEMS =
            List.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    "MC_KAFKA_BOOTSTRAP_SERVERS",
                    "POSTGRES_URL",
                    "MC_POSTGRES_URL",
                    "MC_REALTIME_URL",
                    "MC_PROCESSOR_URL");

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() throws InterruptedException {
        if (ephemeral && dataDirectory != null) {
            throw new UsageException("--ephemeral keeps nothing, so --data-dir has no meaning");
        }
        if (rehearse && !ephemeral) {
            throw new UsageException("--rehearse fills a system with work: it needs --ephemeral");
        }
        Environment environment = Environment.standard();
        SettingNames settings = SettingNames.ofTheProduct();
        settings.requireKnown(environment.variables());
        if (!settings.entriesOf("kafka", environment.variables()).isEmpty()) {
            throw new UsageException(
                    "MC_KAFKA_* are for a broker elsewhere; up runs one of its own: unset them");
        }
        LocalRun run = new LocalRun(options(environment), new StepsOnTerminal(terminal));
        run.keepTemporaryFilesInside();
        tellWhatIsNotUsed(environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run), "mc-sync-stop"));
        try {
            RunFile file = start(run);
            if (rehearse) {
                rehearse(file);
                return 0;
            }
        } catch (RunFailedException e) {
            if (run.isClosing()) {
                return INTERRUPTED;
            }
            throw e;
        }
        run.awaitFailure();
        return 1;
    }

    private RunFile start(LocalRun run) {
        long start = System.nanoTime();
        RunFile file = run.start();
        if (demo) {
            Demo agents = Demo.start(new McApi(file.url(), file.token()), demoOptions.language());
            run.stopFirst("demo", agents::close);
        }
        banner(file, run, Duration.ofNanos(System.nanoTime() - start));
        return file;
    }

    private void rehearse(RunFile file) throws InterruptedException {
        try (McApi api = new McApi(file.url(), file.token())) {
            long start = System.nanoTime();
            int reports = Rehearsal.run(api, LONGEST_REHEARSAL);
            double seconds = (System.nanoTime() - start) / 1e9;
            terminal.plain("Rehearsed %,d reports in %.1f s".formatted(reports, seconds));
        }
    }

    private void tellWhatIsNotUsed(Environment environment) {
        OF_OTHER_SYSTEMS.stream()
                .filter(name -> environment.findVariable(name).isPresent())
                .forEach(name ->
                        terminal.note(
                                name
                                        + " is not used: up runs a broker, a database and services of its own"));
    }

    private RunOptions options(Environment environment) {
        Path kept = Optional.ofNullable(dataDirectory).orElseGet(ThisMachine::standardDirectory);
        return new RunOptions(
                port,
                optional(kafkaPort),
                optional(postgresPort),
                optional(discordPort),
                ephemeral ? null : kept,
                Optional.ofNullable(token).or(() -> environment.findVariable("MC_TOKEN")),
                environment.findVariable("MC_INTERNAL_TOKEN"),
                rehearse ? Optional.empty() : environment.findVariable("MC_DISCORD_WEBHOOK_URL"),
                secured);
    }

    private void stop(LocalRun run) {
        long start = System.nanoTime();
        terminal.plain("");
        run.close();
        terminal.plain("mc-sync stopped after %.1f s".formatted((System.nanoTime() - start) / 1e9));
    }

    private void banner(RunFile file, LocalRun run, Duration took) {
        terminal.plain("");
        terminal.plain("mc-sync is up after %.1f s".formatted(took.toMillis() / 1000.0));
        terminal.plain("");
        terminal.pair("Panel", file.url() + "/");
        terminal.pair("Sign in", run.signInLink(file) + "  (once, within 30 minutes)");
        terminal.pair("API", file.url() + "/api");
        terminal.pair("API docs", file.url() + "/docs");
        terminal.pair("Kafka", file.kafka());
        if (secured) {
            terminal.pair("Its users", run.dataDirectory() + "/security/log/*.properties");
        }
        terminal.pair("PostgreSQL", file.postgres());
        terminal.pair(
                "Discord",
                Optional.ofNullable(file.discord())
                        .map(address -> address + "/  (simulator)")
                        .orElse("the webhook in MC_DISCORD_WEBHOOK_URL"));
        terminal.pair("Token", file.token());
        terminal.pair("Data", run.dataDirectory() + (ephemeral ? "  (until the end)" : ""));
        terminal.plain("");
        terminal.plain("Ctrl-C stops everything. Logs are in " + run.dataDirectory() + "/logs.");
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
