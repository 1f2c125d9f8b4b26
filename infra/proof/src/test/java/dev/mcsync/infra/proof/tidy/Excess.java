package dev.mcsync.infra.proof.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A place that is larger than its limit allows.
 *
 * @param what named by type and method, not by path, so that moving a file changes nothing
 */
record Excess(Limit limit, String what, int measured) {

    /** What may be how large. */
    enum Limit {
        LINES_OF_FILE(300),
        LINES_OF_METHOD(40),
        PARAMETERS(5),
        /**
         * What a configuration is given is wiring: a list, and no call that somebody has to read.
         */
        PARAMETERS_OF_WIRING(8),
        /**
         * A record's parts have names where it is read, and so do those of its canonical
         * constructor.
         */
        PARTS_OF_RECORD(12);

        private final int most;

        Limit(int most) {
            this.most = most;
        }

        int most() {
            return most;
        }
    }

    @Override
    public String toString() {
        return "%s %s %d".formatted(limit, what, measured);
    }

    /** As {@link #toString} words it. */
    static Excess parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Excess(Limit.valueOf(parts[0]), parts[1], Integer.parseInt(parts[2]));
    }

    boolean isWithin(Excess known) {
        return isOfSamePlace(known) && measured <= known.measured;
    }

    boolean isOfSamePlace(Excess other) {
        return limit == other.limit && what.equals(other.what);
    }

    static List<Excess> in(Sources sources) {
        List<Excess> found = new ArrayList<>();
        for (CompilationUnitTree file : sources.files()) {
            file.accept(new Measure(file, sources.trees().getSourcePositions(), found), null);
        }
        return List.copyOf(found);
    }

    private static final class Measure extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree file;
        private final SourcePositions positions;
        private final List<Excess> found;
        private final Deque<ClassTree> types = new ArrayDeque<>();

        Measure(CompilationUnitTree file, SourcePositions positions, List<Excess> found) {
            this.file = file;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitCompilationUnit(
                CompilationUnitTree unit, @Nullable Void nothing) {
            Path path = Path.of(unit.getSourceFile().toUri());
            note(Limit.LINES_OF_FILE, String.valueOf(path.getFileName()), lastLineOf(unit));
            return super.visitCompilationUnit(unit, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            types.push(type);
            if (type.getKind() == Tree.Kind.RECORD) {
                note(Limit.PARTS_OF_RECORD, name(), partsOf(type));
            }
            super.visitClass(type, null);
            types.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            String what = name() + "#" + method.getName();
            note(Limit.LINES_OF_METHOD, what, linesOf(method));
            if (!isCanonical(method)) {
                note(
                        isWiring() ? Limit.PARAMETERS_OF_WIRING : Limit.PARAMETERS,
                        what,
                        method.getParameters().size());
            }
            return super.visitMethod(method, null);
        }

        private void note(Limit limit, String what, int measured) {
            if (measured > limit.most()) {
                found.add(new Excess(limit, what, measured));
            }
        }

        private String name() {
            List<String> names = new ArrayList<>();
            types.descendingIterator()
                    .forEachRemaining(type -> names.add(type.getSimpleName().toString()));
            return String.join(".", names);
        }

        private boolean isWiring() {
            return types.stream()
                    .flatMap(type -> type.getModifiers().getAnnotations().stream())
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().endsWith("Configuration"));
        }

        private boolean isCanonical(MethodTree method) {
            ClassTree type = types.element();
            return type.getKind() == Tree.Kind.RECORD
                    && method.getReturnType() == null
                    && method.getParameters().size() == partsOf(type);
        }

        /** The parser makes a field of each component, and of nothing else that is not static. */
        private static int partsOf(ClassTree type) {
            return (int)
                    type.getMembers().stream()
                            .filter(member ->
                                    member instanceof VariableTree field
                                            && !field.getModifiers()
                                                    .getFlags()
                                                    .contains(Modifier.STATIC))
                            .count();
        }

        private int linesOf(Tree tree) {
            long end = positions.getEndPosition(file, tree);
            return end < 0
                    ? 0
                    : lineOf(file.getLineMap(), end)
                            - lineOf(file.getLineMap(), positions.getStartPosition(file, tree))
                            + 1;
        }

        private int lastLineOf(CompilationUnitTree unit) {
            return unit.getTypeDecls().stream()
                    .mapToInt(
                            type -> lineOf(unit.getLineMap(), positions.getEndPosition(unit, type)))
                    .max()
                    .orElse(0);
        }

        private static int lineOf(LineMap lines, long position) {
            return (int) lines.getLineNumber(position);
        }
    }
}
