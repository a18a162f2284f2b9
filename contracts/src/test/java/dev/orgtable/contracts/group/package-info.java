/** The contract of groups of one organisation that have a record. */
@NullMarked
package dev.orgtable.contracts.group;

import org.jspecify.annotations.NullMarked;
