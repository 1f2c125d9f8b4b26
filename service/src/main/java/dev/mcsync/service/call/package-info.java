/** What the handlers of every service read and answer with. */
@NullMarked
package dev.mcsync.service.call;

import org.jspecify.annotations.NullMarked;
