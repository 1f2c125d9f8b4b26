package dev.mcsync.realtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcsync.infra.testbed.ServiceRules;

@AnalyzeClasses(
        packages = "dev.mcsync.realtime",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest static final ArchTests OF_EVERY_SERVICE = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule kafkaStaysWithinTheViewAndTheLog =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.realtime.view..", "dev.mcsync.realtime.log..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule theDatabaseStaysWithinTheReads =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.realtime.read..", "dev.mcsync.realtime.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.r2dbc..",
                            "org.springframework.r2dbc..",
                            "org.springframework.data..");

    @ArchTest
    static final ArchRule nothingIsMadeToBeInherited =
            classes()
                    .that()
                    .arePublic()
                    .and()
                    .areNotInterfaces()
                    .should()
                    .haveModifier(JavaModifier.FINAL);
}
