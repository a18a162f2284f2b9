/**
 * Random operations, one after another against a model in plain Java sets and maps, and many at
 * once against what always holds.
 */
@NullMarked
package dev.orgtable.contracts.model;

import org.jspecify.annotations.NullMarked;
