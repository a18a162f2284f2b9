/** The contract of users, the directory and API keys. */
@NullMarked
package dev.orgtable.contracts.user;

import org.jspecify.annotations.NullMarked;
