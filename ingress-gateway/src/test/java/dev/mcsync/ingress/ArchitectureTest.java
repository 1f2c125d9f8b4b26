package dev.mcsync.ingress;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcsync.infra.testbed.ServiceRules;

/** What may know what. */
@AnalyzeClasses(
        packages = "dev.mcsync.ingress",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest static final ArchTests OF_EVERY_SERVICE = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NO_DATABASE =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.mcsync.db..");

    @ArchTest
    static final ArchRule KAFKA_IS_KNOWN_WHERE_RECORDS_GO_OUT_AND_COME_IN =
            classes()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.ingress.publish..",
                            "dev.mcsync.ingress.outcome..",
                            "dev.mcsync.ingress.signout..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackage("org.apache.kafka..");
}
