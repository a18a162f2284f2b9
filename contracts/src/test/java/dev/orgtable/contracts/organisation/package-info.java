/** The contract of organisations, their services and their members. */
@NullMarked
package dev.orgtable.contracts.organisation;

import org.jspecify.annotations.NullMarked;
