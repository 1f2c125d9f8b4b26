package dev.mcsync.infra.proof.agent;

/** Every place that faults are woven into; who renames one in the product renames it here. */
final class Places {

    private static final String PROCESSOR = "dev.mcsync.processor.";
    private static final String NOTIFIER = "dev.mcsync.notifier.";
    private static final String INGRESS = "dev.mcsync.ingress.";
    private static final String REALTIME = "dev.mcsync.realtime.";
    private static final String KAFKA = "org.apache.kafka.clients.";

    static final Place GATEWAY_SEND = new Place(INGRESS + "publish.KafkaFactLog", "send", 3);
    static final Place GATEWAY_ANSWERED =
            new Place(INGRESS + "publish.KafkaFactLog", "published", 2);

    static final Place ON_MESSAGE = new Place(PROCESSOR + "intake.LogListener", "onMessage", 2);
    static final Place ON_ASSIGNED =
            new Place(PROCESSOR + "intake.LogListener", "onPartitionsAssigned", 2);
    static final Place APPLY_BATCH = new Place(PROCESSOR + "intake.FactBatchApplier", "apply", 2);
    static final Place DECIDE_BATCH = new Place(PROCESSOR + "intake.FactBatchApplier", "pass", 3);
    static final Place NOVELTY = new Place(PROCESSOR + "intake.BatchDraft", "noveltyOf", 2);
    static final Place CLAIM = new Place(PROCESSOR + "intake.BatchDraft", "claim", 6);
    static final Place PUBLISH_FACTS =
            new Place(PROCESSOR + "publish.KafkaFactPublisher", "publish", 1);

    static final Place TRANSACT = new Place(PROCESSOR + "ledger.PostgresLedger", "transact", 2);
    static final Place LOAD_TASKS = new Place(PROCESSOR + "ledger.PostgresLedger", "tasks", 2);
    static final Place TRANSACTION =
            new Place(PROCESSOR + "ledger.PostgresLedger", "loadDecideWrite", 3);
    static final Place WRITE = new Place(PROCESSOR + "ledger.LedgerWrites", "write", 3);
    static final Place WRITE_TABLE = new Place(PROCESSOR + "ledger.LedgerWrites", "exactly", 3);

    static final Place OTHER_VERSION =
            new Place(PROCESSOR + "core.TaskDecider", "isOtherVersion", 2);
    static final Place DEADLINE_PASSED = new Place(PROCESSOR + "core.TaskDeadlines", "passed", 6);
    static final Place SILENCE_PASSED = new Place(PROCESSOR + "core.AgentDecider", "silent", 4);

    static final Place POST = new Place(NOTIFIER + "discord.HttpWebhook", "post", 1);
    static final Place WEBHOOK_URL = new Place(NOTIFIER + "discord.WebhookUrl", "revealed", 0);
    static final Place FOLLOW = new Place(NOTIFIER + "delivery.ChannelSender", "follow", 2);
    static final Place KEEP_INCIDENT =
            new Place(NOTIFIER + "delivery.ChannelSender", "keepIncident", 2);

    static final Place TELL_LIVE = new Place(REALTIME + "session.Frames", "live", 2);

    static final Place PRODUCER_SEND = new Place(KAFKA + "producer.KafkaProducer", "send", 2);
    static final Place SEND_OFFSETS =
            new Place(KAFKA + "producer.KafkaProducer", "sendOffsetsToTransaction", 2);
    static final Place COMMIT_LOG =
            new Place(KAFKA + "producer.KafkaProducer", "commitTransaction", 0);
    static final Place CONSUMER_SETTINGS =
            new Place(KAFKA + "consumer.ConsumerConfig", "appendDeserializerToConfig", 3);

    static final Place STATEMENT =
            new Place("io.r2dbc.postgresql.PostgresqlConnection", "createStatement", 1);

    /** Just before a request takes its place in the driver's queue. */
    static final Place CONVERSATION =
            new Place("io.r2dbc.postgresql.client.ReactorNettyClient$Conversation", "<init>", 2);

    private Places() {}
}
