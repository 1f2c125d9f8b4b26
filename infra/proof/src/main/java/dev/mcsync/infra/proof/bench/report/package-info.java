/** What was measured, as figures of one shape: a table, a JSON document and a page with plots. */
@NullMarked
package dev.mcsync.infra.proof.bench.report;

import org.jspecify.annotations.NullMarked;
