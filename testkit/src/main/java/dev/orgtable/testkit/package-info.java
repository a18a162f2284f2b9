/**
 * Support for tests of programs that use the library: tables, many members, a clock, a postbox, a
 * seed.
 */
@NullMarked
package dev.orgtable.testkit;

import org.jspecify.annotations.NullMarked;
