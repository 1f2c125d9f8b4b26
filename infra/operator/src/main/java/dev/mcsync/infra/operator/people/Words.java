package dev.mcsync.infra.operator.people;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.operator.people.Paper.Format;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words of the API as a command line takes them, and offers them for completion. */
final class Words {
    private static final List<String> DELIVERY_STATES =
            List.of("waiting", "sending", "sent", "suppressed", "coalesced", "dead");

    private Words() {}

    static final class Roles implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return WireNames.all(Role.class).iterator();
        }
    }

    static final class RoleOf implements ITypeConverter<Role> {
        @Override
        public Role convert(String value) {
            return named(Role.class, value);
        }
    }

    static final class Stages implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return WireNames.all(Stage.class).iterator();
        }
    }

    /** Those that a person can move a card to. */
    static final class MoveStages implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("backlog", "todo", "doing", "review", "blocked").iterator();
        }
    }

    /** Those that a task can begin in. */
    static final class FirstStages implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("backlog", "todo").iterator();
        }
    }

    static final class Statuses implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return WireNames.all(TaskStatus.class).iterator();
        }
    }

    static final class DeliveryStates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DELIVERY_STATES.iterator();
        }
    }

    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("table", "json").iterator();
        }
    }

    static final class StageOf implements ITypeConverter<Stage> {
        @Override
        public Stage convert(String value) {
            return named(Stage.class, value);
        }
    }

    static final class StatusOf implements ITypeConverter<TaskStatus> {
        @Override
        public TaskStatus convert(String value) {
            return named(TaskStatus.class, value);
        }
    }

    static final class DeliveryStateOf implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!DELIVERY_STATES.contains(value)) {
                throw unexpected(DELIVERY_STATES, value);
            }
            return value;
        }
    }

    static final class FormatOf implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            return Arrays.stream(Format.values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .orElseThrow(() -> unexpected(List.of("table", "json"), value));
        }
    }

    /** A number with s, m, h or d; in whole seconds, as the API takes limits. */
    static final class LimitOf implements ITypeConverter<Duration> {
        private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,6})([smhd]?)");

        @Override
        public Duration convert(String value) {
            Matcher found = SHAPE.matcher(value);
            if (!found.matches()) {
                throw new TypeConversionException(
                        "expected a time such as 60s, 5m, 2h or 1d but was '" + value + "'");
            }
            long number = Long.parseLong(found.group(1));
            return switch (found.group(2)) {
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }

    private static <E extends Enum<E> & WireName> E named(Class<E> type, String value) {
        return WireNames.find(type, value)
                .orElseThrow(() -> unexpected(WireNames.all(type), value));
    }

    private static TypeConversionException unexpected(List<String> expected, String value) {
        return new TypeConversionException(
                "expected one of %s but was '%s'".formatted(String.join(", ", expected), value));
    }
}
