/** Leads to an organisation or a user by a few letters. */
@NullMarked
package dev.orgtable.server.console.jump;

import org.jspecify.annotations.NullMarked;
