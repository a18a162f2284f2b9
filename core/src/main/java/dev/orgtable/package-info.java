/**
 * The nouns: names that are checked at birth, facts about users, organisations, services, members
 * and invitations, and the refusals. Knows nothing of tables.
 */
@NullMarked
package dev.orgtable;

import org.jspecify.annotations.NullMarked;
