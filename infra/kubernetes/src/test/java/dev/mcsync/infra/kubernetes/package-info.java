/**
 * Renders the chart with Helm's own engine, and holds it and the files beside it to the types of a
 * cluster and to the code: settings, ports, topics, secrets and who may call whom. Nothing of it
 * has a cluster.
 */
@NullMarked
package dev.mcsync.infra.kubernetes;

import org.jspecify.annotations.NullMarked;
