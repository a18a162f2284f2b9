/** The contracts of the library, as tests on an engine. This package has what they share. */
@NullMarked
package dev.orgtable.contracts;

import org.jspecify.annotations.NullMarked;
