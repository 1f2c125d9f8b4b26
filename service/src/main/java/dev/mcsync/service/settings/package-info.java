/** What the settings of all services have in common: secrets, and how a wrong one is told of. */
@NullMarked
package dev.mcsync.service.settings;

import org.jspecify.annotations.NullMarked;
