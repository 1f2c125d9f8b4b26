package dev.mcsync.infra.proof.outage;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: {@code 90s}, {@code 5m}, {@code 1h30m}. */
final class ShortDuration implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return Duration.parse("PT" + text);
        } catch (DateTimeParseException _) {
            throw new TypeConversionException(
                    "'%s' is no duration such as 90s or 5m".formatted(text));
        }
    }
}
