/** What is promised of the library, as tests on an engine. Here stands what the contracts share. */
@NullMarked
package dev.orgtable.contracts;

import org.jspecify.annotations.NullMarked;
