package dev.mcsync.infra.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.mcsync.infra.operator",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** It is to run with a JRE alone, and to see of a system what anybody with its keys sees. */
    @ArchTest
    static final ArchRule theOperatorNeedsNeitherServicesNorServers =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "reactor..",
                            "dev.mcsync.ingress..",
                            "dev.mcsync.notifier..",
                            "dev.mcsync.realtime..",
                            "dev.mcsync.infra.backing..",
                            "dev.mcsync.infra.local..");

    /** The demonstration, the check and people are callers of the API like any other. */
    @ArchTest
    static final ArchRule whatCallsTheApiKnowsNeitherLogNorDatabase =
            noClasses()
                    .that()
                    .resideInAnyPackage("..api..", "..check..", "..demo..", "..mcp..", "..people..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "java.sql..", "dev.mcsync.db..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.mcsync.infra.operator.(*)..").should().beFreeOfCycles();
}
