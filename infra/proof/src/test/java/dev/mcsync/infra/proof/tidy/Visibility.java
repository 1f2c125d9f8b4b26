package dev.mcsync.infra.proof.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * Which top-level types of the product are public, and which of them another package names. What
 * only the program's start names is wired by it and not used: that needs no public type.
 *
 * @param types all of them, by full name, with whether each is public
 * @param mains those that Java starts
 * @param named full names that some file but these, tests included, imports
 */
record Visibility(Map<String, Boolean> types, Set<String> mains, Set<String> named) {

    static Visibility of(Sources product, Sources everything) {
        Map<String, Boolean> types = new HashMap<>();
        Set<String> mains = new HashSet<>();
        for (CompilationUnitTree file : product.files()) {
            for (Tree declared : file.getTypeDecls()) {
                ClassTree type = (ClassTree) declared;
                String name = file.getPackageName() + "." + type.getSimpleName();
                types.put(name, type.getModifiers().getFlags().contains(Modifier.PUBLIC));
                if (hasMain(type)) {
                    mains.add(name);
                }
            }
        }
        Set<String> named = new HashSet<>();
        for (CompilationUnitTree file : everything.files()) {
            if (declaresOneOf(mains, file)) {
                continue;
            }
            for (var imported : file.getImports()) {
                named.addAll(prefixesOf(imported.getQualifiedIdentifier().toString()));
            }
        }
        return new Visibility(types, mains, named);
    }

    List<String> needlesslyPublic() {
        return types.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .filter(name -> !mains.contains(name) && !named.contains(name))
                .sorted()
                .toList();
    }

    double shareOfPackagePrivate() {
        return (double) types.values().stream().filter(isPublic -> !isPublic).count()
                / types.size();
    }

    private static boolean declaresOneOf(Set<String> names, CompilationUnitTree file) {
        return file.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(type -> file.getPackageName() + "." + ((ClassTree) type).getSimpleName())
                .anyMatch(names::contains);
    }

    private static boolean hasMain(ClassTree type) {
        return type.getMembers().stream()
                .anyMatch(member ->
                        member instanceof MethodTree method
                                && method.getName().contentEquals("main"));
    }

    /** {@code a.b.C.D} names {@code a.b.C}, too. */
    private static List<String> prefixesOf(String name) {
        List<String> prefixes = new ArrayList<>();
        for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
            prefixes.add(name.substring(0, end));
        }
        return prefixes;
    }
}
