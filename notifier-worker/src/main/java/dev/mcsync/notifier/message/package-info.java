/**
 * What the team reads: which outcome is told, and in which words. Pure; hides the templates and all
 * that Discord would read as Markdown.
 */
@NullMarked
package dev.mcsync.notifier.message;

import org.jspecify.annotations.NullMarked;
