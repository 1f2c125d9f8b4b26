package dev.mcsync.infra.proof.agent;

import static java.util.stream.Collectors.groupingBy;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Changes classes as they are loaded. Only code inside methods is added: no member, no type, so
 * that a class that is loaded already can be changed as well.
 */
final class Weaver implements ClassFileTransformer {

    private record Work(Fault fault, Weave weave) {}

    /** By binary name of the class. */
    private final Map<String, List<Work>> work;

    private final Map<Fault, Set<Place>> missing = new ConcurrentHashMap<>();
    private final Consumer<Fault> woven;

    /**
     * @param faults at one place, the first lies around the others
     * @param woven called once for each fault, when all of it is in
     */
    Weaver(List<Fault> faults, Consumer<Fault> woven) {
        this.work =
                faults.stream()
                        .flatMap(Weaver::workOf)
                        .collect(groupingBy(one -> one.weave().place().type()));
        this.woven = woven;
        faults.forEach(fault -> {
            Set<Place> places = ConcurrentHashMap.newKeySet();
            fault.weaves().forEach(weave -> places.add(weave.place()));
            missing.put(fault, places);
        });
    }

    /**
     * @throws IllegalStateException when a place is not there
     */
    void requirePlaces(ClassLoader classPath) {
        TypePool pool = TypePool.Default.of(classPath);
        work.values().forEach(list -> list.forEach(one -> one.weave().place().requireIn(pool)));
    }

    void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (work.containsKey(loaded.getName())) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (UnmodifiableClassException e) {
                    throw new IllegalStateException("Cannot change " + loaded, e);
                }
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (internalName == null) {
            return null;
        }
        String name = internalName.replace('/', '.');
        if (!work.containsKey(name)) {
            return null;
        }
        try {
            return woven(name, classFile, loader);
        } catch (RuntimeException | LinkageError e) {
            // The JVM would go on with the class as it was and tell nobody.
            ProofAgent.giveUp(e);
            return null;
        }
    }

    /** The class with all that is to be woven into it. */
    byte[] woven(String name, byte[] classFile, @Nullable ClassLoader loader) {
        ClassFileLocator locator =
                new ClassFileLocator.Compound(
                        ClassFileLocator.Simple.of(name, classFile),
                        ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        List<Work> here = work.getOrDefault(name, List.of());
        DynamicType.Builder<?> builder = new ByteBuddy().decorate(type, locator);
        for (Work one : here) {
            one.weave().place().requireIn(type);
            builder = builder.visit(advice(one).on(one.weave().place().matcher()));
        }
        try (DynamicType.Unloaded<?> made = builder.make(TypePool.Default.of(locator))) {
            byte[] bytes = made.getBytes();
            note(here);
            return bytes;
        }
    }

    private static Advice advice(Work one) {
        return Advice.withCustomMapping()
                .bind(PointId.class, one.fault().id())
                .to(one.weave().advice());
    }

    private void note(List<Work> done) {
        List<Fault> complete = new ArrayList<>();
        for (Work one : done) {
            Set<Place> places = missing.getOrDefault(one.fault(), Set.of());
            if (places.remove(one.weave().place()) && places.isEmpty()) {
                complete.add(one.fault());
            }
        }
        complete.forEach(woven);
    }

    private static Stream<Work> workOf(Fault fault) {
        return fault.weaves().stream().map(weave -> new Work(fault, weave));
    }
}
