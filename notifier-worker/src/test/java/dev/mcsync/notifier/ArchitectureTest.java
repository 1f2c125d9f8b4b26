package dev.mcsync.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcsync.infra.testbed.ServiceRules;

@AnalyzeClasses(packages = "dev.mcsync.notifier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest static final ArchTests OF_EVERY_SERVICE = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule MESSAGES_ARE_PURE =
            classes()
                    .that()
                    .resideInAPackage("dev.mcsync.notifier.message..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java.lang..",
                            "java.time..",
                            "java.util..",
                            "org.jspecify..",
                            "dev.mcsync.contracts..",
                            "dev.mcsync.notifier.message..");

    @ArchTest
    static final ArchRule THE_VERDICT_IS_PURE =
            noClasses()
                    .that()
                    .haveSimpleName("Verdict")
                    .or()
                    .haveSimpleName("SenderState")
                    .or()
                    .haveSimpleName("Backoff")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "reactor..",
                            "io..",
                            "org.springframework..",
                            "org.apache.kafka..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule EACH_TECHNOLOGY_HAS_ITS_PLACE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.notifier.ledger..",
                            "dev.mcsync.notifier.intake..",
                            "dev.mcsync.notifier")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.r2dbc..", "org.apache.kafka..");
}
