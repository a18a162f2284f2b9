/**
 * A small library for a DynamoDB table that holds records of many types: conditional writes, each
 * with a named refusal, optimistic retry, idempotent commit, paging, parallel scans, and consumed
 * capacity.
 */
@NullMarked
package dev.orgtable.dynamodb;

import org.jspecify.annotations.NullMarked;
