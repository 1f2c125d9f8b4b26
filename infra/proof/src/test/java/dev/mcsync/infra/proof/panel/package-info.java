/**
 * The board in a real browser against the whole product. What is tested is written beside the panel
 * ({@code realtime-gateway/panel/e2e}); here it gets a system and a name for each result.
 */
@NullMarked
package dev.mcsync.infra.proof.panel;

import org.jspecify.annotations.NullMarked;
