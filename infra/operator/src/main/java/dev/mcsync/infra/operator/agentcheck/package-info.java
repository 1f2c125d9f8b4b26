/**
 * Holds anybody's agent to the rules of docs/how-to-connect-an-agent.md: a system that is scripted
 * to be slow, away and forgetful takes the real one's place, and every call is looked at.
 */
@NullMarked
package dev.mcsync.infra.operator.agentcheck;

import org.jspecify.annotations.NullMarked;
