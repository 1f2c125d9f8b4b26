package dev.mcsync.processor.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;

/** What the class path does not keep out already: files, sockets, and what lies under contracts. */
@AnalyzeClasses(
        packages = "dev.mcsync.processor.core",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theCoreIsPure =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.mcsync.processor.core..",
                            "dev.mcsync.contracts..",
                            "java.lang..",
                            "java.util..",
                            "java.time..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule theCoreHasNoClockAndNoDice =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Clock.class, InstantSource.class, Random.class, Thread.class);
}
