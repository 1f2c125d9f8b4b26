package dev.mcsync.infra.proof.agent;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and copies records of the product, also those that are private to their package. */
final class Copies {

    private Copies() {}

    /** The same record but for one component. */
    static <R extends Record> R with(R original, String component, @Nullable Object value) {
        RecordComponent[] components = original.getClass().getRecordComponents();
        Object[] values =
                Arrays.stream(components)
                        .map(one -> one.getName().equals(component) ? value : read(original, one))
                        .toArray();
        Class<?>[] types =
                Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) original.getClass();
        return construct(type, types, values);
    }

    static @Nullable Object component(Object original, String name) {
        return Stream.of(original.getClass().getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findAny()
                .map(component -> read(original, component))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "Expected %s to have %s, found none"
                                        .formatted(original.getClass(), name)));
    }

    static <T> T construct(Class<T> type, Class<?>[] types, @Nullable Object[] values) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type, e);
        }
    }

    private static @Nullable Object read(Object original, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(original);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }
}
