package dev.mcsync.processor.audit.tool;

import static java.util.Objects.requireNonNull;

import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.startup.PlainDefaults;
import dev.mcsync.service.startup.SettingException;
import dev.mcsync.service.startup.SettingFiles;
import dev.mcsync.service.startup.SettingNames;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The audit by itself, of any system that it can reach: {@code java -jar …-tool.jar}. */
@Command(
        name = "mc-sync-audit",
        description = {
            "Proves that log, database and compacted topics agree, on a running system or a stopped one.",
            AuditOptions.EXIT_CODES
        })
public final class AuditTool implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--kafka",
            description =
                    "Bootstrap servers (KAFKA_BOOTSTRAP_SERVERS; MC_KAFKA_* sets its clients).")
    private @Nullable String kafka;

    @Option(
            names = "--postgres",
            description = "postgresql:// address of the database (POSTGRES_URL).")
    private @Nullable String postgres;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // The library looks at it.
    private boolean help;

    @Mixin private AuditOptions options = new AuditOptions();

    public static void main(String[] args) {
        PlainDefaults.pin();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new AuditTool()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        return options.run(
                () ->
                        new KafkaClients(
                                named("--kafka", kafka, "KAFKA_BOOTSTRAP_SERVERS"),
                                SettingNames.ofTheProduct().entriesOf("kafka", environment())),
                () -> named("--postgres", postgres, "POSTGRES_URL"));
    }

    private Map<String, String> environment() {
        try {
            return SettingFiles.resolved(System.getenv());
        } catch (SettingException e) {
            throw new ParameterException(requireNonNull(spec).commandLine(), e.getMessage(), e);
        }
    }

    private String named(String option, @Nullable String value, String variable) {
        return Optional.ofNullable(value)
                .or(() -> Optional.ofNullable(environment().get(variable)))
                .filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        new ParameterException(
                                requireNonNull(spec).commandLine(),
                                "Which system? Name it with " + option + " or " + variable));
    }
}
