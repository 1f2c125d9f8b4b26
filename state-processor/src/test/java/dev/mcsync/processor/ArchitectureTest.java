package dev.mcsync.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcsync.infra.testbed.ServiceRules;
import java.sql.DriverManager;

@AnalyzeClasses(
        packages = "dev.mcsync.processor",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest static final ArchTests OF_EVERY_SERVICE = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule onlyTheLedgerKnowsTheDriver =
            noClasses()
                    .that()
                    .resideInAnyPackage("..intake..", "..publish..", "..deadline..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.r2dbc..", "reactor..");

    /** Who says a fact of its own knows the way out, and nothing of how batches are read. */
    @ArchTest
    static final ArchRule theWayInIsNobodysRoom =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.mcsync.processor.*..")
                    .and()
                    .resideOutsideOfPackage("..intake..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..intake..");

    @ArchTest
    static final ArchRule theWayOutKnowsNothingOfTheService =
            noClasses()
                    .that()
                    .resideInAPackage("..publish..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..intake..", "..ledger..", "..deadline..", "..reconcile..");

    @ArchTest
    static final ArchRule noConnectionIsOpenedButByTheOneOpener =
            noClasses().should().dependOnClassesThat().belongToAnyOf(DriverManager.class);
}
