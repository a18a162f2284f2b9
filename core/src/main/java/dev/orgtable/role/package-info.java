/** The roles of an application: its groups, with labels and permissions. */
@NullMarked
package dev.orgtable.role;

import org.jspecify.annotations.NullMarked;
