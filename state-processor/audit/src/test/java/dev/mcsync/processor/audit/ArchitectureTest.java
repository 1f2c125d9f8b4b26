package dev.mcsync.processor.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.mcsync.processor.audit",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** It is to run with a JRE alone, and to judge the service without being part of it. */
    @ArchTest
    static final ArchRule theAuditNeedsNoService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "reactor..",
                            "io.r2dbc..",
                            "dev.mcsync.processor.ledger..",
                            "dev.mcsync.infra..");

    @ArchTest
    static final ArchRule onlyTheToolTalksToAPerson =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..tool..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("picocli..", "dev.mcsync.processor.audit.tool..");
}
