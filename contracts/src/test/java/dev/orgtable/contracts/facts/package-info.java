/** The contracts of the facts that an application stores. */
@NullMarked
package dev.orgtable.contracts.facts;

import org.jspecify.annotations.NullMarked;
