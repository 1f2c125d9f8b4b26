package dev.mcsync.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

@AnalyzeClasses(
        packages = "dev.mcsync.processor",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.mcsync.ingress..",
                            "dev.mcsync.notifier..",
                            "dev.mcsync.realtime..",
                            "dev.mcsync.infra..");

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

    @ArchTest
    static final ArchRule everyClientOfKafkaIsMadeInOnePlace =
            noClasses()
                    .should()
                    .callConstructor(
                            KafkaConsumer.class, Map.class, Deserializer.class, Deserializer.class)
                    .orShould()
                    .callConstructor(
                            KafkaProducer.class, Map.class, Serializer.class, Serializer.class)
                    .orShould()
                    .callMethod(Admin.class, "create", Map.class);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.mcsync.processor.(*)..").should().beFreeOfCycles();
}
