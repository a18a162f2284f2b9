/**
 * What is promised of every operation when requests fail, are repeated, or meet records that cannot
 * be read.
 */
@NullMarked
package dev.orgtable.contracts.fault;

import org.jspecify.annotations.NullMarked;
