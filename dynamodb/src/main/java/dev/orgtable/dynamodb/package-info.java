/**
 * A table of DynamoDB that holds records of many types, said well: conditional writes with a named
 * refusal each, optimistic retry, idempotent commit, pages, parallel scans, and consumed capacity.
 */
@NullMarked
package dev.orgtable.dynamodb;

import org.jspecify.annotations.NullMarked;
