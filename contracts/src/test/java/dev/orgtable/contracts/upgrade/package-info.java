/**
 * What is promised of the table of the original Go program: how it reads, and how it is upgraded.
 */
@NullMarked
package dev.orgtable.contracts.upgrade;

import org.jspecify.annotations.NullMarked;
