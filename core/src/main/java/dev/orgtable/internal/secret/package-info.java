/**
 * Secrets that callers present, their hashes, and what is encrypted with keys derived from them.
 */
@NullMarked
package dev.orgtable.internal.secret;

import org.jspecify.annotations.NullMarked;
