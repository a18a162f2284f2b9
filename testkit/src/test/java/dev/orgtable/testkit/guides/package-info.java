/** The code of the guides in {@code docs/guides}, executed. */
@org.jspecify.annotations.NullMarked
package dev.orgtable.testkit.guides;
