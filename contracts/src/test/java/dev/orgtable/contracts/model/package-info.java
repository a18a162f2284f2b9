/**
 * Random operations: in sequence against a model in plain Java sets and maps, and concurrently
 * against the invariants.
 */
@NullMarked
package dev.orgtable.contracts.model;

import org.jspecify.annotations.NullMarked;
