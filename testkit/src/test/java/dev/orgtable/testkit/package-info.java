/** Tests of the test kit, and of its README. */
@NullMarked
package dev.orgtable.testkit;

import org.jspecify.annotations.NullMarked;
