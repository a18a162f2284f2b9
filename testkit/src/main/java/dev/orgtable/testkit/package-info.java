/** What tests of programs on the library need: many people, a clock, a postbox, a seed. */
@NullMarked
package dev.orgtable.testkit;

import org.jspecify.annotations.NullMarked;
