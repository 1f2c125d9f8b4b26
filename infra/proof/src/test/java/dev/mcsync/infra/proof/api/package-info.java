/** The descriptions of the API, judged by the tools that other programs' authors would use. */
@NullMarked
package dev.mcsync.infra.proof.api;

import org.jspecify.annotations.NullMarked;
