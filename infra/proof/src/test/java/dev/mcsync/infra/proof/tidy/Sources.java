package dev.mcsync.infra.proof.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java files of this repository, parsed by the compiler but not compiled. */
record Sources(Trees trees, List<CompilationUnitTree> files) {

    /** Tests run in the module's directory, with the whole project around it. */
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final String INFRA = "infra";
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    static Sources ofProduct() {
        return parse(javaFiles(product(), "/src/main/java/"));
    }

    static Sources ofInfra() {
        return parse(javaFiles(List.of(INFRA), "/src/main/java/"));
    }

    /** Tests, too. */
    static Sources ofEverything() {
        List<String> all = new ArrayList<>(product());
        all.add(INFRA);
        return parse(javaFiles(all, "/src/"));
    }

    /** All modules of the root but infra. */
    private static List<String> product() {
        try {
            return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                    .results()
                    .map(module -> module.group(1))
                    .filter(module -> !module.equals(INFRA))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the modules", e);
        }
    }

    private static List<Path> javaFiles(List<String> folders, String part) {
        return folders.stream().flatMap(folder -> javaFiles(ROOT.resolve(folder), part)).toList();
    }

    private static Stream<Path> javaFiles(Path folder, String part) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().replace('\\', '/').contains(part))
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    private static Sources parse(List<Path> paths) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                manager,
                                null,
                                List.of("-proc:none"),
                                null,
                                manager.getJavaFileObjectsFromPaths(paths));
        List<CompilationUnitTree> files = new ArrayList<>();
        try {
            task.parse().forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot parse the sources", e);
        }
        return new Sources(Trees.instance(task), files);
    }
}
