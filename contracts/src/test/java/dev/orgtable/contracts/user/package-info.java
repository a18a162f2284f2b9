/** What is promised of users, of the directory, and of API keys. */
@NullMarked
package dev.orgtable.contracts.user;

import org.jspecify.annotations.NullMarked;
