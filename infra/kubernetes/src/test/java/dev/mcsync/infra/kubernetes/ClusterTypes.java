package dev.mcsync.infra.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Whether an object is of the type that its group publishes: no field that the type has not, and no
 * value of another kind. What only the cluster's own validation knows, such as ranges, it does not
 * see. Of KEDA and CloudNativePG nobody publishes types for Java: of theirs the parts that are used
 * here are described by schemas of our own.
 */
final class ClusterTypes {

    private static final Map<String, Class<?>> PUBLISHED =
            Map.ofEntries(
                    Map.entry("v1 Service", Service.class),
                    Map.entry("v1 ServiceAccount", ServiceAccount.class),
                    Map.entry("v1 Secret", Secret.class),
                    Map.entry("apps/v1 Deployment", Deployment.class),
                    Map.entry("apps/v1 StatefulSet", StatefulSet.class),
                    Map.entry("batch/v1 Job", Job.class),
                    Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
                    Map.entry(
                            "autoscaling/v2 HorizontalPodAutoscaler",
                            HorizontalPodAutoscaler.class),
                    Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
                    Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
                    Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
                    Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
                    Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
                    Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
                    Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
                    Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
                    Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));

    private static final Map<String, String> DESCRIBED =
            Map.of(
                    "keda.sh/v1alpha1 ScaledObject", "scaled-object.schema.json",
                    "keda.sh/v1alpha1 TriggerAuthentication", "trigger-authentication.schema.json",
                    "postgresql.cnpg.io/v1 Cluster", "postgres-cluster.schema.json",
                    "postgresql.cnpg.io/v1 ScheduledBackup", "scheduled-backup.schema.json",
                    "barmancloud.cnpg.io/v1 ObjectStore", "object-store.schema.json");

    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .annotationIntrospector(new NothingBeside())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            texts ->
                                    texts.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    private ClusterTypes() {}

    /** The models keep what they do not know, which here is a fault. */
    private static final class NothingBeside extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /** Empty when it is. */
    static List<String> faults(JsonNode object) {
        String type = object.path("apiVersion").asString("") + " " + Manifests.kindOf(object);
        Class<?> published = PUBLISHED.get(type);
        if (published != null) {
            return faults(object, published);
        }
        String described = DESCRIBED.get(type);
        return described == null
                ? List.of("nothing is known of " + type)
                : Schemas.errors(described, object);
    }

    private static List<String> faults(JsonNode object, Class<?> type) {
        try {
            var _ = STRICT.readValue(object.toString(), type);
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
