package dev.mcsync.infra.operator.demo;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The languages of the panel, in which the demonstration can speak too. */
public enum DemoLanguage {
    EN,
    PT;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a command line names them. */
    public static final class Converter implements ITypeConverter<DemoLanguage> {
        @Override
        public DemoLanguage convert(String value) {
            return Arrays.stream(values())
                    .filter(language -> language.code().equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "expected one of %s but was '%s'"
                                            .formatted(String.join(", ", codes()), value)));
        }
    }

    /** What a command line may say. */
    public static final class Codes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return codes().iterator();
        }
    }

    private static Iterable<String> codes() {
        return Arrays.stream(values()).map(DemoLanguage::code).toList();
    }
}
