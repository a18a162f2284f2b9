/** What is promised when several processes change the same things at once. */
@NullMarked
package dev.orgtable.contracts.race;

import org.jspecify.annotations.NullMarked;
