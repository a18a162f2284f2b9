/** The pages of users. */
@NullMarked
package dev.orgtable.server.console.user;

import org.jspecify.annotations.NullMarked;
