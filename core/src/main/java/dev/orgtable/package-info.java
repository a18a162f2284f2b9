/**
 * The domain: validated ids and names, immutable facts about users, organisations, services,
 * members and invitations, and the exceptions. Independent of DynamoDB.
 */
@NullMarked
package dev.orgtable;

import org.jspecify.annotations.NullMarked;
