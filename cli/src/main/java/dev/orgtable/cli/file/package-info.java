/** The files that the tools write and read: exports, their checksums and states, decisions. */
@NullMarked
package dev.orgtable.cli.file;

import org.jspecify.annotations.NullMarked;
