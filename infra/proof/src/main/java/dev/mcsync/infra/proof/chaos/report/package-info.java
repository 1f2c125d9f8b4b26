/** What a run tells people: as text, and as one page that needs nothing else. */
@NullMarked
package dev.mcsync.infra.proof.chaos.report;

import org.jspecify.annotations.NullMarked;
