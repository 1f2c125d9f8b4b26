package dev.mcsync.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.mcsync.service",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    /** What is for all services knows none of them. */
    @ArchTest
    static final ArchRule NO_SERVICE_IS_KNOWN =
            classes()
                    .that()
                    .resideInAPackage("dev.mcsync.service..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackages(
                            "dev.mcsync.ingress..",
                            "dev.mcsync.processor..",
                            "dev.mcsync.notifier..",
                            "dev.mcsync.realtime..",
                            "dev.mcsync.infra..");

    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_GO_IN_CIRCLES =
            slices().matching("dev.mcsync.service.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_PARSES_JSON_BUT_THE_CONTRACTS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");
}
