/**
 * Receives request bodies and sends responses so that slow callers hold no thread and only bounded
 * memory.
 */
@NullMarked
package dev.orgtable.server.transfer;

import org.jspecify.annotations.NullMarked;
