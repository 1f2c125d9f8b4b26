package dev.mcsync.infra.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** What holds in each service. What holds in one of them stands in its own test. */
public final class ServiceRules {

    /** Second in the names of their packages, after those of the product. */
    private static final Set<String> ROOMS =
            Set.of("ingress", "processor", "notifier", "realtime", "infra");

    @ArchTest
    static final ArchRule NO_SERVICE_KNOWS_ANOTHER = classes().should(knowNoRoomButTheirOwn());

    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_GO_IN_CIRCLES =
            slices().matching("dev.mcsync.*.(*)..").should().beFreeOfCycles();

    /**
     * Bodies and records go through the strict codec. What Discord answers is no record of ours,
     * and the audit judges by a reader of its own.
     */
    @ArchTest
    static final ArchRule NOBODY_PARSES_JSON_BUT_THE_CONTRACTS =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.notifier.discord..", "dev.mcsync.processor.audit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

    /** But those of the kind that Kafka Streams asks for. */
    @ArchTest
    static final ArchRule EVERY_CLIENT_OF_KAFKA_IS_MADE_IN_ONE_PLACE =
            noClasses()
                    .that()
                    .areNotAssignableTo(KafkaConsumer.class)
                    .and()
                    .areNotAssignableTo("org.apache.kafka.streams.KafkaClientSupplier")
                    .should()
                    .callConstructor(
                            KafkaConsumer.class, Map.class, Deserializer.class, Deserializer.class)
                    .orShould()
                    .callConstructor(
                            KafkaProducer.class, Map.class, Serializer.class, Serializer.class)
                    .orShould()
                    .callMethod(Admin.class, "create", Map.class);

    private ServiceRules() {}

    private static ArchCondition<JavaClass> knowNoRoomButTheirOwn() {
        return new ArchCondition<>("know no room but their own") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String own = room(item);
                item.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> ROOMS.contains(room(dependency.getTargetClass())))
                        .filter(dependency -> !room(dependency.getTargetClass()).equals(own))
                        .map(dependency -> dependency.getDescription())
                        .forEach(found -> events.add(SimpleConditionEvent.violated(item, found)));
            }
        };
    }

    /** Empty of what is not ours. */
    private static String room(JavaClass type) {
        String[] names = type.getPackageName().split("\\.", 4);
        return names.length > 2 && type.getPackageName().startsWith("dev.mcsync.") ? names[2] : "";
    }
}
